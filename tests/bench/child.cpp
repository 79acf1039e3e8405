#include "child.hpp"

#include <poll.h>
#include <unistd.h>

#include <array>
#include <ctime>
#include <fstream>
#include <sstream>
#include <utility>

#include "base/clock.hpp"

namespace weir::bench {
namespace {

using namespace std::chrono_literals;
constexpr auto patience = 5s;
constexpr int look_again_ms = 2;

}  // namespace

Result<> Child::start(std::vector<std::string> argv) {
    name_ = argv.front();
    auto started = Subprocess::start({.argv = std::move(argv)});
    if (!started) return std::unexpected(started.error());
    process_ = std::move(*started);
    return {};
}

Error Child::complaint(const std::string& what) {
    process_->wait(100ms);
    auto sentence = name_ + ": " + what;
    if (process_->ended()) sentence += "; " + process_->exit_reason();
    return {Code::timed_out, std::move(sentence)};
}

Result<std::vector<std::uint16_t>> Child::printed_ports(std::size_t count) {
    std::string line;
    const auto deadline = monotonic_now() + patience;
    while (line.find('\n') == std::string::npos && monotonic_now() < deadline) {
        pollfd wait{.fd = process_->out_fd(), .events = POLLIN, .revents = 0};
        ::poll(&wait, 1, 100);
        std::array<std::byte, 256> bytes;
        const auto got = process_->read_out(bytes);
        if (!got || got->end) return std::unexpected(complaint("ended before it printed its port"));
        line.append(reinterpret_cast<const char*>(bytes.data()), got->bytes);
    }
    std::istringstream words(line);
    std::vector<std::uint16_t> ports(count);
    for (auto& port : ports)
        if (!(words >> port)) return std::unexpected(complaint("printed no port within 5 s"));
    return ports;
}

Result<std::uint16_t> Child::port_in(const std::filesystem::path& file) {
    const auto deadline = monotonic_now() + patience;
    while (monotonic_now() < deadline && !process_->wait(0s)) {
        std::uint16_t port = 0;
        if (std::ifstream(file) >> port) return port;
        ::poll(nullptr, 0, look_again_ms);
    }
    return std::unexpected(complaint("wrote no port to " + file.string() + " within 5 s"));
}

TemporaryFolder::TemporaryFolder() {
    auto name = (std::filesystem::temp_directory_path() / "weir-bench-XXXXXX").string();
    if (::mkdtemp(name.data()) != nullptr) path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

std::chrono::nanoseconds cpu_time(pid_t pid) {
    clockid_t clock{};
    timespec time{};
    if (::clock_getcpuclockid(pid, &clock) != 0 || ::clock_gettime(clock, &time) != 0) return {};
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

double peak_rss_mb(pid_t pid) {
    std::ifstream status("/proc/" + std::to_string(pid) + "/status");
    std::string word;
    double kib = 0;
    while (status >> word)
        if (word == "VmHWM:" && status >> kib) return kib * 1024 / 1e6;
    return 0;
}

}  // namespace weir::bench
