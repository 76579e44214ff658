#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

// Every bound on what somebody outside can make grow. A refusal names the constant without its `k`, in
// snake case, so that people and programs can find it here.
namespace facet::limits {

// ---- wire ----------------------------------------------------------------------------------------------
inline constexpr std::size_t kUpPayloadBytes = std::size_t{256} * 1024;
inline constexpr std::size_t kReceiptBytes = std::size_t{64} * 1024;
inline constexpr std::size_t kOwnPayloadBytes = std::size_t{256} * 1024;
inline constexpr std::size_t kFanOutBytes = std::size_t{16} * 1024;
inline constexpr std::size_t kViewBytes = 512;

inline constexpr std::size_t kGroupsPerUser = 100;
// With those erased within kRemovalMemory.
inline constexpr std::size_t kRememberedGroupsPerUser = 1'000;
inline constexpr std::size_t kMembersPerGroup = 20'000;
// Memberships, overrides and blocks of one user together stay below this.
inline constexpr std::size_t kContactsPerUser = 50'000;
inline constexpr std::size_t kMembershipsPerUser = 100'000;
// Remembered removals per user; beyond it the older half is folded into the groups' floors (docs/rules.md).
inline constexpr std::size_t kRemovalsPerUser = 20'000;
inline constexpr std::size_t kGroupEditsPerMessage = 100;
inline constexpr std::size_t kSettingsPerMessage = 101;
inline constexpr std::size_t kNotesPerMessage = 101;
inline constexpr std::size_t kContactsPerMessage = 20'000;
inline constexpr std::size_t kPresentitiesPerRequest = 64;
inline constexpr std::size_t kWatchersPerFanOut = 1'000;
inline constexpr std::size_t kDevicesPerUser = 16;

inline constexpr std::size_t kScheduleEntriesPerGroup = 28;
inline constexpr std::size_t kZoneBytes = 64;
// Presentities of whom one user has said whether it takes what they show.
inline constexpr std::size_t kStancesPerUser = 10'000;
// Who is in no group and is kept up to date for a while: of one presentity; of one who asked.
inline constexpr std::size_t kFollowersPerUser = 5'000;
inline constexpr std::size_t kFollowedPerUser = 1'000;
// What a presentity's log keeps, and how much of each change.
inline constexpr std::size_t kLogEntries = 200;
inline constexpr std::size_t kLogLines = 16;
// Seen, Source or LogEntry in one Receipt; there may be another page.
inline constexpr std::size_t kRowsPerReceipt = 50;

inline constexpr std::size_t kNoteBytes = 256;
inline constexpr std::size_t kGroupNameBytes = 96;
inline constexpr std::uint16_t kHighestRank = 1;
inline constexpr std::uint16_t kLowestRank = 1'000;

// A revision further in the future than this comes from a phone whose clock is wrong.
inline constexpr std::chrono::hours kClockAhead{24};
// Removals are remembered this long; a change older than that is refused, so it can never bring one back.
inline constexpr std::chrono::days kRemovalMemory{30};

// ---- broker plugin -------------------------------------------------------------------------------------
// What one user's phones may send together: at once, and then for ever. Set otherwise in mosquitto.conf.
inline constexpr double kUpMessagesBurst = 500;
inline constexpr double kUpMessagesPerSecond = 50;
// In messages: what a login costs, and each filter of a SUBSCRIBE, for which the broker sends all that is
// retained.
inline constexpr double kLoginCost = 10;
inline constexpr double kSubscriptionCost = 10;
// Who has not as much left does not come in: three subscriptions and what is to be said would be refused then.
inline constexpr double kComingNeeds = 50;
// A message that is refused costs 20 of these, one that is too many costs 1: beyond it the client is
// disconnected.
inline constexpr double kPatienceBurst = 1'000;
inline constexpr double kPatiencePerSecond = 10;
// Failed logins of one name; ten times as many from one address, more altogether (door/logins.cc).
inline constexpr double kFailedLoginsBurst = 10;
inline constexpr double kFailedLoginsPerSecond = 0.1;
// Buckets of each kind that are kept at a time.
inline constexpr std::size_t kTrackedLogins = 100'000;
inline constexpr std::size_t kTrackedSenders = 1'000'000;
// What the plugin asks the resolver to put into one FanOut: as fast as more, and nobody else waits for it
// (docs/measurements.md).
inline constexpr std::size_t kFanOutBatch = 200;

// ---- resolver ------------------------------------------------------------------------------------------
// Presentities kept decoded in memory; the store has them all.
inline constexpr std::size_t kCachedPresentities = 20'000;
inline constexpr std::size_t kCachedContacts = 4'000'000;
inline constexpr std::size_t kPublishWindow = 2'000;  // messages at the broker without its PUBACK
inline constexpr std::size_t kWaitingReceipts =
    100'000;  // beyond it new ones are dropped: the phone sends again
inline constexpr std::size_t kJournalEntries = 200'000;  // see resolver/pipeline/recover.h
// Connected devices watched for a restart of the broker (about 70 bytes each).
inline constexpr std::size_t kTrackedLinks = 5'000'000;
inline constexpr std::size_t kPluginReportBytes = std::size_t{16} * 1024;
// Targets that were published so often that the next time may have to wait (some 100 bytes each); beyond it
// new ones are not damped. Publications of which it is known what was sent (some 300 bytes each), and their
// watchers (8 bytes each).
inline constexpr std::size_t kDampedTargets = 200'000;
inline constexpr std::size_t kRememberedPublications = 200'000;
inline constexpr std::size_t kRememberedWatchers = 4'000'000;
inline constexpr std::chrono::seconds kLongestDamping{60};
inline constexpr unsigned kLargestDampingBurst = 100;
// A device that is asleep and was not heard of for this long is gone.
inline constexpr std::chrono::hours kAsleep{24};
inline constexpr std::chrono::seconds kLongestGrace{3'600};
// A call is over by then unless the phone says again that it is in one.
inline constexpr std::chrono::hours kCall{4};
inline constexpr std::chrono::hours kLongestFollowing{24 * 7};

// ---- who may come in (broker-plugin/credentials) ---------------------------------------------------------
// Gateways speak for people without a phone of their own, each with its own device number from here to 65535.
inline constexpr std::uint16_t kFirstGatewayDevice = 65'000;
inline constexpr std::size_t kCredentials = 2'000'000;
inline constexpr std::size_t kCredentialsFileBytes = std::size_t{512} << 20U;
inline constexpr std::size_t kCredentialsLineBytes = 2'048;  // the longest valid one has some 1,300
inline constexpr std::size_t kServiceNameBytes = 32;
inline constexpr std::size_t kPasswordLeastBytes = 8;
inline constexpr std::size_t kPasswordBytes = 256;
inline constexpr std::size_t kPskLeastBytes = 16;
inline constexpr std::size_t kPskBytes = 32;
// What checking one password may cost the broker, which does it on its only thread.
inline constexpr std::size_t kHashMemoryKib = std::size_t{256} * 1024;
inline constexpr std::size_t kHashPasses = 10;

// ---- client: address books ------------------------------------------------------------------------------
inline constexpr std::size_t kVcardFileBytes = std::size_t{64}
                                               << 20U;  // address books with photos grow large
inline constexpr std::size_t kVcardCards = 50'000;      // as many as kContactsPerUser
inline constexpr std::size_t kVcardLineBytes = std::size_t{64} << 10U;  // unfolded; only photos are longer
inline constexpr std::size_t kVcardNumbersPerCard = 32;
inline constexpr std::size_t kVcardCategoriesPerCard = 64;
inline constexpr std::size_t kVcardMembersPerCard = 20'000;  // a card that is a group
inline constexpr std::size_t kVcardProblems = 10'000;        // listed; the rest is counted
inline constexpr std::size_t kContactNameBytes = 256;

// ---- client: the phone's own store ---------------------------------------------------------------------
// Strangers decide how many show a phone something; beyond it their Views are not kept.
inline constexpr std::size_t kViewsPerPhone = 100'000;

}  // namespace facet::limits
