// Connections over a path instead of a port: who may come, and what is left behind.
#include <fcntl.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>
#include <thread>
#include <vector>

#include "support/catch.hpp"
#include "transport/connector.hpp"
#include "transport/listener.hpp"
#include "transport/listening_socket.hpp"
#include "transport/loop.hpp"
#include "transport/path_lock.hpp"

using namespace weir;
using namespace weir::test;

namespace {

using Connected = Result<std::shared_ptr<transport::Connection>>;

// A folder of its own, with one path in it.
struct Folder {
    Folder() {
        std::string pattern = std::filesystem::temp_directory_path() / "weir-XXXXXX";
        REQUIRE(mkdtemp(pattern.data()) != nullptr);
        folder = pattern;
    }
    ~Folder() { std::filesystem::remove_all(folder); }
    std::string path() const { return folder / "node"; }
    transport::Address address() const { return {"unix:" + path(), 0}; }

    std::filesystem::path folder;
};

// What a process leaves behind that was killed.
void leave_stale_socket(const std::string& path) {
    const UniqueFd fd(socket(AF_UNIX, SOCK_STREAM, 0));
    sockaddr_un local{};
    local.sun_family = AF_UNIX;
    std::memcpy(local.sun_path, path.data(), path.size());
    REQUIRE(bind(fd.get(), reinterpret_cast<const sockaddr*>(&local), sizeof local) == 0);
}

}  // namespace

TEST_CASE("unix socket: both ends are local and messages pass", "[transport]") {
    Loop loop;
    const Folder folder;
    auto server = std::make_shared<Peer>();
    auto reader = std::make_shared<Peer>();
    auto listener =
        transport::Listener::open(loop.io.get_executor(), folder.address(), loop.settings,
                                  [&](auto connection) { server->attach(connection); });
    REQUIRE(listener);
    transport::Connector connector(loop.io.get_executor(), loop.settings);

    connector.connect(folder.address(), std::chrono::seconds(5), [&](Connected connected) {
        REQUIRE(connected);
        CHECK((*connected)->peer_name() == folder.address().host);
        reader->attach(std::move(*connected));
    });
    loop.until([&] { return server->connection && reader->connection; });
    reader->push(message(6, 1'000'000));
    loop.until([&] { return !server->seen.empty(); });

    CHECK(server->seen[0] == Peer::Seen{6, 1'000'000, true});
    CHECK(server->connection->peer_is_local());
    CHECK(reader->connection->peer_is_local());
    reader->connection->close({Code::peer_closed, "done"});
    loop.until([&] { return server->closed && reader->closed; });
}

TEST_CASE("unix socket: it is for this user alone and goes away with its owner", "[transport]") {
    const Folder folder;
    {
        const auto socket = transport::listen_on(folder.address());
        REQUIRE(socket);
        struct stat found{};
        REQUIRE(stat(folder.path().c_str(), &found) == 0);
        CHECK((found.st_mode & 0777) == 0600);
    }
    CHECK_FALSE(std::filesystem::exists(folder.path()));
}

TEST_CASE("unix socket: what a killed process left there is replaced", "[transport]") {
    const Folder folder;
    leave_stale_socket(folder.path());

    CHECK(transport::listen_on(folder.address()));
}

TEST_CASE("unix socket: a living listener keeps its path", "[transport]") {
    const Folder folder;
    const auto first = transport::listen_on(folder.address());
    REQUIRE(first);

    const auto second = transport::listen_on(folder.address());

    REQUIRE_FALSE(second);
    CHECK(second.error().what == "cannot listen on " + folder.address().host +
                                     ": another program listens there; stop it or choose another "
                                     "path");
    CHECK(std::filesystem::exists(folder.path()));
}

TEST_CASE("unix socket: no lock on its folder keeps a node from starting", "[transport]") {
    const Folder folder;
    const UniqueFd foreign(open(folder.folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    REQUIRE(flock(foreign.get(), GENERATE(LOCK_SH, LOCK_EX)) == 0);

    CHECK(transport::listen_on(folder.address()));
}

TEST_CASE("unix socket: a node that starts waits for another one that does", "[transport]") {
    const Folder folder;
    auto other = transport::PathLock::take(folder.path());
    REQUIRE(other);
    struct stat found{};
    REQUIRE(stat(transport::PathLock::file_of(folder.path()).c_str(), &found) == 0);
    CHECK((found.st_mode & 0777) == 0600);
    std::jthread starting([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(300));
        const auto done = std::move(*other);
    });

    const auto socket = transport::listen_on(folder.address());

    CHECK(socket);
    CHECK_FALSE(std::filesystem::exists(transport::PathLock::file_of(folder.path())));
}

TEST_CASE("unix socket: who waits for a node that hangs is told, and nothing is touched",
          "[transport]") {
    const Folder folder;
    leave_stale_socket(folder.path());
    const auto other = transport::PathLock::take(folder.path());

    const auto socket = transport::listen_on(folder.address());

    REQUIRE_FALSE(socket);
    CHECK(socket.error().what == "cannot listen on " + folder.address().host +
                                     ": another program is just starting there; start again");
    CHECK(std::filesystem::exists(folder.path()));
}

TEST_CASE("unix socket: of many that start on one path one gets it", "[transport]") {
    const Folder folder;
    leave_stale_socket(folder.path());
    std::vector<Result<transport::ListeningSocket>> sockets;
    for (int i = 0; i < 8; ++i) sockets.push_back(fail(Code::timed_out, "not started"));

    {
        std::vector<std::jthread> starting;
        for (auto& socket : sockets)
            starting.emplace_back([&] { socket = transport::listen_on(folder.address()); });
    }

    CHECK(std::ranges::count_if(sockets, [](const auto& one) { return one.has_value(); }) == 1);
    CHECK(std::ranges::all_of(sockets, [](const auto& one) {
        return one || one.error().what.find("listens there") != std::string::npos;
    }));
}

TEST_CASE("unix socket: a file that is no socket is never touched", "[transport]") {
    const Folder folder;
    std::ofstream(folder.path()) << "precious";

    CHECK_FALSE(transport::listen_on(folder.address()));
    CHECK(std::filesystem::file_size(folder.path()) == 8);
}

TEST_CASE("unix socket: who was replaced does not remove its successor's path", "[transport]") {
    const Folder folder;
    auto first = transport::listen_on(folder.address());
    REQUIRE(first);
    std::filesystem::remove(folder.path());
    const auto second = transport::listen_on(folder.address());
    REQUIRE(second);

    first->path.reset();

    CHECK(std::filesystem::exists(folder.path()));
}

TEST_CASE("unix socket: nobody there, and no folder, are said with the next step", "[transport]") {
    Loop loop;
    const Folder folder;
    transport::Connector connector(loop.io.get_executor(), loop.settings);
    std::optional<Connected> result;

    connector.connect(folder.address(), std::chrono::seconds(5),
                      [&](Connected connected) { result = std::move(connected); });
    loop.until([&] { return result.has_value(); });

    REQUIRE_FALSE(*result);
    CHECK(result->error().what.ends_with(": nothing listens there (ENOENT); is the node started?"));
    const auto nowhere = transport::listen_on({"unix:" + folder.path() + "/missing/node", 0});
    REQUIRE_FALSE(nowhere);
    CHECK(nowhere.error().what.ends_with("(ENOENT); make it first"));
}

TEST_CASE("unix socket: a path too long for one is refused, never shortened", "[transport]") {
    Loop loop;
    const Folder folder;
    const transport::Address longer{folder.address().host + std::string(100, 'x'), 0};
    transport::Connector connector(loop.io.get_executor(), loop.settings);

    const auto listening = transport::listen_on(longer);
    std::optional<Connected> dialled;
    connector.connect(longer, std::chrono::seconds(5),
                      [&](Connected connected) { dialled = std::move(connected); });
    loop.until([&] { return dialled.has_value(); });

    REQUIRE_FALSE(listening);
    REQUIRE_FALSE(*dialled);
    for (const Error& error : {listening.error(), dialled->error()}) {
        CHECK(error.code == Code::bad_request);
        CHECK(error.what.find("is 107 bytes at most; choose a shorter one") != std::string::npos);
    }
    CHECK(std::filesystem::is_empty(folder.folder));
}
