#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace facet::test {

// A broker that does to one client at a time what a real one does seldom: refuses, is silent, holds
// acknowledgements back, breaks off. On 127.0.0.1 at a free port, in a thread of its own. Thread-safe.
class FakeBroker {
 public:
  struct Manners {
    int version = 5;
    bool answers_connect = true;
    std::uint8_t connect_code = 0;
    int receive_maximum = 0;  // 0: does not say one
    bool answers_subscribe = true;
    bool cut_at_subscribe = false;
    std::vector<std::uint8_t> subscribe_codes{};  // one for each filter; none: what was asked for is granted
    bool acknowledges = true;                     // PUBACK at once
    std::string refused_topic{};                  // gets a PUBACK "not authorized"
  };
  struct Publish {
    std::string topic;
    std::string payload;
    bool duplicate = false;
    bool retain = false;
    int connection = 0;                // the how manieth
    std::optional<unsigned> expiry{};  // in seconds; of MQTT 5's properties no other is understood
  };

  explicit FakeBroker(Manners manners);
  ~FakeBroker();
  FakeBroker(const FakeBroker&) = delete;
  FakeBroker& operator=(const FakeBroker&) = delete;

  std::uint16_t port() const { return port_; }
  void change(const std::function<void(Manners&)>& how);
  void acknowledge_held();               // and everything from now on
  void disconnect(std::uint8_t reason);  // MQTT 5's DISCONNECT, then cut()
  void cut();                            // ends the connection without a word

  std::vector<Publish> publishes() const;
  std::size_t held() const;
  int connections() const { return connections_; }
  bool saw_disconnect() const { return saw_disconnect_; }

  // False when it does not become true soon.
  bool wait(const std::function<bool()>& holds) const;

 private:
  void run();
  void serve(int fd);
  void handle(int fd, std::uint8_t header, const std::string& body);
  void on_subscribe(int fd, const std::string& body);
  void on_publish(int fd, std::uint8_t header, const std::string& body);
  void acknowledge(int fd, const std::string& packet_id, bool refused);
  static void send(int fd, const std::string& bytes);
  static bool read_exactly(int fd, std::string& into, std::size_t count);

  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  Manners manners_;
  std::vector<Publish> publishes_;
  std::vector<std::string> held_;  // packet ids
  int client_ = -1;
  std::atomic<int> connections_ = 0;
  std::atomic<bool> saw_disconnect_ = false;
  std::atomic<bool> ending_ = false;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

}  // namespace facet::test
