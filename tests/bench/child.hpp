#pragma once
// A relay's process: started, asked for its ports, measured, stopped.

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/subprocess.hpp"

namespace weir::bench {

class Child {
public:
    Result<> start(std::vector<std::string> argv);
    void stop() { process_.reset(); }
    pid_t pid() const { return process_ ? process_->pid() : -1; }

    // The ports it prints on its first line of output.
    Result<std::vector<std::uint16_t>> printed_ports(std::size_t count);
    // The port it writes into a file once it listens.
    Result<std::uint16_t> port_in(const std::filesystem::path& file);

private:
    Error complaint(const std::string& what);

    std::string name_;
    std::unique_ptr<Subprocess> process_;
};

// A folder that goes away with its object.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

// CPU time of all threads of a process, to the nanosecond: /proc/PID/stat counts ticks of 10 ms,
// which is as much as a relay uses in a second.
std::chrono::nanoseconds cpu_time(pid_t pid);
// The most memory the process ever held, in MB (10^6 bytes).
double peak_rss_mb(pid_t pid);

}  // namespace weir::bench
