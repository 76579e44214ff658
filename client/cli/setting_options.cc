#include "client/cli/setting_options.h"

#include <algorithm>

#include "client/cli/exit_code.h"
#include "client/cli/group_table.h"
#include "client/cli/people.h"
#include "client/cli/suggest.h"
#include "client/cli/tr.h"
#include "client/cli/when.h"
#include "client/cli/words.h"
#include "schemas/limits.h"
#include "schemas/text.h"

namespace facet::cli {
namespace {

Error unknown_activity(const std::string& word) {
  std::vector<std::string> names{"standby", "dnd"};
  for (const Activity activity : kKnownActivities) names.emplace_back(name(activity));
  return Error{errc::bad_value, tr("'{}' is no status.", word) + did_you_mean(word, names) + " " +
                                    tr("There are: {}.", known_activities())};
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

}  // namespace

Result<Activity> activity_of(const std::string& word) {
  if (const auto activity = parse_activity(lower(word))) return *activity;
  return fail(unknown_activity(word));
}

Status check_note(const std::string& note) {
  if (note.size() > limits::kNoteBytes) {
    return fail(errc::bad_value,
                tr("the note is {0} bytes long; {1} are possible (a Chinese character takes 3)", note.size(),
                   limits::kNoteBytes));
  }
  if (!is_clean_text(note)) {
    return fail(errc::bad_value,
                tr("the note is no UTF-8 text, or holds line ends or control characters; leave them out"));
  }
  return {};
}

Result<Time> end_of(const std::string& duration, const std::string& until, Time now, const Zone& zone) {
  if (!duration.empty() && !until.empty()) {
    return fail(errc::bad_value, tr("--for and --until say the same thing; give one of them"));
  }
  if (!until.empty()) return parse_until(until, now, zone);
  if (duration.empty()) return kNoTime;
  const auto length = parse_duration(duration);
  if (!length) return fail(length.error());
  return now + *length;
}

Result<Setting> setting_of(const SettingOptions& typed, Time now, const Zone& zone) {
  Setting setting;
  const auto activity = activity_of(typed.activity);
  if (!activity) return fail(activity.error());
  setting.activity = *activity;
  const auto until = end_of(typed.duration, typed.until, now, zone);
  if (!until) return fail(until.error());
  setting.until = *until;
  if (auto note = check_note(typed.note); !note) return fail(note.error());
  setting.note = typed.note;
  return setting;
}

Result<Meant> groups_of(const SettingOptions& typed, const client::Phone& phone) {
  if (typed.all && !typed.groups.empty()) {
    return fail(errc::bad_value, tr("--all means every group already; leave it or --group out"));
  }
  if (!typed.all && typed.groups.empty()) {
    return fail(errc::bad_value,
                tr("say for whom: --group NAME (several are possible), --all, or --contact NUMBER"));
  }
  Meant meant;
  if (typed.all) {
    const auto groups = phone.groups();
    if (!groups) return fail(groups.error());
    const bool none =
        std::all_of(groups->begin(), groups->end(), [](const auto& g) { return g.id == kOther; });
    if (none)
      return fail(errc::no_such_group, tr("you have no groups yet; `facet group create Family` makes one"));
    return Meant{{kEveryGroup}, {tr("All groups")}, {}};
  }
  for (const std::string& name : typed.groups) {
    const auto group = find_group(name, phone);
    if (!group) return fail(group.error());
    if (std::find(meant.ids.begin(), meant.ids.end(), group->id) != meant.ids.end()) continue;
    meant.ids.push_back(group->id);
    meant.shown.push_back(shown_group(*group));
    meant.names.push_back(group->name);
  }
  return meant;
}

Result<std::vector<UserId>> contacts_of(const SettingOptions& typed, const client::Phone& phone) {
  if (typed.all || !typed.groups.empty()) {
    return fail(errc::bad_value,
                tr("--contact is for single people; for groups, do it once more with --group or --all"));
  }
  return find_people(typed.contacts, phone);
}

}  // namespace facet::cli
