// weir doctor: what could keep this machine from working, and what to do about it.

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/timex.h>
#include <unistd.h>

#include <array>
#include <asio/io_context.hpp>
#include <chrono>
#include <cstdlib>
#include <filesystem>

#include "gen/messages.hpp"
#include "nodes/cli/live_network.hpp"
#include "nodes/cli/output.hpp"
#include "nodes/cli/verbs.hpp"
#include "nodes/local_files.hpp"
#include "stream/capture/devices.hpp"
#include "stream/capture/monitors.hpp"
#include "transport/listener.hpp"
#include "transport/multicast_socket.hpp"

namespace weir::nodes::cli {
namespace {

constexpr rlim_t files_min =
    limits::descriptors_reserved + 64;  // what a node needs, and some peers

struct Finding {
    std::string what;
    std::string word;  // ok, missing, problem
    std::string detail;
    std::string fix;
};

Finding ok(std::string what, std::string detail) {
    return {std::move(what), "ok", std::move(detail), ""};
}
// Something can do without it.
Finding missing(std::string what, std::string detail, std::string fix) {
    return {std::move(what), "missing", std::move(detail), std::move(fix)};
}
Finding problem(std::string what, std::string detail, std::string fix) {
    return {std::move(what), "problem", std::move(detail), std::move(fix)};
}

// A datagram of our own must come back: so do those of others on this machine.
Finding check_multicast(const DiscoveryOptions& discovery) {
    const std::string group = discovery.group + ":" + std::to_string(discovery.port);
    if (!discovery.on)
        return missing("multicast", "discovery is off",
                       "name nodes by HOST:PORT, or leave --discovery off away");
    asio::io_context io(1);
    bool heard = false;
    const auto message = gen::to_message(gen::Probe{.boot_nonce = unix_time_us()});
    auto socket = transport::MulticastSocket::open(
        io.get_executor(), {discovery.group, discovery.port},
        transport::MulticastSocket::Scope::every_interface, [&](auto datagram, const auto&) {
            heard = heard || std::ranges::equal(datagram, message);
            if (heard) io.stop();
        });
    if (!socket)
        return problem("multicast", socket.error().what,
                       "see which program holds the port: ss -ulpn");
    if (!(*socket)->send(message))
        return problem("multicast", "no interface takes datagrams to " + group,
                       "ip link set lo multicast on, or name nodes with --peer HOST:PORT");
    io.run_for(std::chrono::milliseconds(700));
    if (heard) return ok("multicast", "datagrams to " + group + " come back");
    return problem("multicast", "datagrams to " + group + " are lost",
                   "let the firewall pass UDP " + std::to_string(discovery.port) +
                       ", or name nodes with --peer HOST:PORT");
}

Finding check_nodes(const Common& common) {
    LiveNetwork network(common);
    network.find();
    const auto nodes = network.nodes();
    if (nodes.empty())
        return missing("nodes", "nobody is heard", "start one, for example: weir relay");
    std::string names;
    for (const auto& node : nodes) names += (names.empty() ? "" : ", ") + node.name;
    return ok("nodes", names);
}

Finding check_port() {
    asio::io_context io(1);
    auto listener = transport::Listener::open(io.get_executor(), {"127.0.0.1", 0}, {}, [](auto) {});
    if (listener) return ok("ports", "a node can listen");
    return problem("ports", listener.error().what,
                   "see what the system allows: ulimit -n, sysctl net.ipv4.ip_local_port_range");
}

std::vector<Finding> check_cameras() {
    std::vector<Finding> findings;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator("/dev", ignored)) {
        const std::string path = entry.path().string();
        if (!path.starts_with("/dev/video") || access(path.c_str(), R_OK | W_OK) == 0) continue;
        findings.push_back(problem("camera", path + " may not be opened by this user",
                                   "sudo usermod -aG video $USER, then log in again"));
    }
    for (const auto& device : capture::list_devices())
        if (device.kind == capture::Kind::camera)
            findings.push_back(ok("camera", device.name + " as " + device.path));
    if (findings.empty())
        findings.push_back(missing("camera", "this machine has none",
                                   "plug one in; until then weir pattern makes pictures"));
    return findings;
}

Finding check_display() {
    const char* display = std::getenv("DISPLAY");
    if (display == nullptr || *display == '\0')
        return missing("display",
                       "DISPLAY is not set, so there is no screen to capture or to show windows on",
                       "run it in a desktop session, or set DISPLAY");
    const auto monitors = capture::list_monitors();
    if (!monitors)
        return problem("display", monitors.error().what,
                       "xhost +si:localuser:$USER, or check DISPLAY");
    return ok("display",
              std::string(display) + " with " + std::to_string(monitors->size()) + " monitors");
}

Finding check_gl() {
    void* library = dlopen("libGL.so.1", RTLD_LAZY | RTLD_LOCAL);
    if (library == nullptr)
        return missing("OpenGL", "libGL.so.1 is not installed, so no window can be shown",
                       "sudo apt install libgl1 libgl1-mesa-dri");
    dlclose(library);
    return ok("OpenGL", "libGL.so.1 can be loaded");
}

Finding check_ffmpeg() {
    const char* path = std::getenv("PATH");
    std::string folders(path == nullptr ? "" : path);
    for (std::size_t at = 0; at <= folders.size();) {
        const auto end = std::min(folders.find(':', at), folders.size());
        const std::string program = folders.substr(at, end - at) + "/ffmpeg";
        if (access(program.c_str(), X_OK) == 0) return ok("ffmpeg", program);
        at = end + 1;
    }
    return missing("ffmpeg", "weir file and weir record need it", "sudo apt install ffmpeg");
}

Finding check_clock() {
    timex state{};
    if (adjtimex(&state) < 0)
        return missing("clock", "the kernel does not say whether it is right",
                       "compare machines with weir ping NODE");
    if ((state.status & STA_UNSYNC) == 0) return ok("clock", "kept right by a time service");
    return missing("clock",
                   "no time service keeps it right, so ages of pictures across machines are wrong",
                   "sudo timedatectl set-ntp true");
}

Finding check_files() {
    // A node raises its own limit as far as it may, so only that counts.
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_max == RLIM_INFINITY) return ok("open files", "as many as a node wants");
    const std::string allowed = std::to_string(limit.rlim_max) + " allowed";
    if (limit.rlim_max < files_min)
        return problem("open files", allowed + ", too few for a node with some peers",
                       "raise the hard limit: LimitNOFILE= of its service, or limits.conf");
    const auto served =
        std::min<rlim_t>(limit.rlim_max - limits::descriptors_reserved, limits::connections_max);
    return ok("open files", allowed + ": a node serves " + std::to_string(served) + " connections");
}

Finding check_state() {
    const std::filesystem::path folder = default_state_dir();
    std::error_code trouble;
    std::filesystem::create_directories(folder, trouble);
    const std::string test = (folder / ".doctor").string();
    if (auto written = write_whole_file(test, "ok\n"); !written)
        return problem("memory",
                       written.error().what + ", so nodes forget what they are told when they end",
                       "make the folder writable, or choose another with --state-dir");
    std::filesystem::remove(test, trouble);
    return ok("memory", folder.string() + " can be written");
}

}  // namespace

int run_doctor(const Common& common) {
    const Output out(common.format);
    std::vector<Finding> findings{check_multicast(common.discovery), check_nodes(common),
                                  check_port()};
    for (auto& finding : check_cameras()) findings.push_back(std::move(finding));
    for (auto check :
         {check_display, check_gl, check_ffmpeg, check_clock, check_files, check_state})
        findings.push_back(check());

    Table table{"finding",
                {{"CHECK", "check"}, {"STATE", "state"}, {"WHAT", "detail"}, {"FIX", "fix"}},
                {}};
    std::size_t problems = 0;
    for (const Finding& finding : findings) {
        problems += finding.word == "problem" ? 1 : 0;
        table.rows.push_back(
            {{finding.what}, state_word(finding.word), {finding.detail}, {finding.fix}});
    }
    out.show(table);
    if (problems > 0)
        note(std::to_string(problems) + (problems == 1 ? " problem" : " problems") +
             "; the last column says what to do");
    return problems == 0 ? exit_ok : exit_failed;
}

}  // namespace weir::nodes::cli
