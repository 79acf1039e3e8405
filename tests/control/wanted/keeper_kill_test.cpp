#include <sys/wait.h>
#include <unistd.h>

#include <asio/io_context.hpp>
#include <asio/post.hpp>
#include <asio/thread_pool.hpp>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <functional>

#include "base/random.hpp"
#include "base/unique_fd.hpp"
#include "control/wanted/directory_files.hpp"
#include "control/wanted/keeper.hpp"
#include "support/catch.hpp"

namespace {
using namespace weir;
using wanted::DirectoryFiles;
using wanted::Keeper;
using wanted::Store;
using wanted::WantedState;

// The keeper as a node runs it: an event loop, and a thread for the disk. Several changes are
// always under way; the number of each is written to `out` when it is acknowledged. Never returns.
[[noreturn]] void change_for_ever(const std::string& path, int out) {
    auto files = DirectoryFiles::open(path, "relay:main");
    if (!files) std::_Exit(1);
    Store store(**files, "relay%3Amain");
    asio::io_context io;
    const auto work = asio::make_work_guard(io);
    asio::thread_pool disk(1);
    Keeper keeper(store.load().state, &store, [&](Keeper::Work save, Keeper::Then then) {
        auto both = std::make_shared<std::pair<Keeper::Work, Keeper::Then>>(std::move(save),
                                                                            std::move(then));
        asio::post(disk, [&io, both] {
            asio::post(io, [both, kept = both->first()] { both->second(kept); });
        });
    });
    std::uint64_t number = keeper.state().revision();
    std::function<void()> one_more = [&] {
        ++number;
        keeper.change(
            [number](WantedState& next) {
                gen::Sink sink;
                sink.stream_id = static_cast<std::uint16_t>(1 + number % 20);
                sink.path = std::to_string(number) + ".mkv";
                return next.start_sink(sink).has_value();
            },
            [&, number](const Result<>& kept) {
                if (!kept || ::write(out, &number, sizeof number) != sizeof number) std::_Exit(1);
                asio::post(io, one_more);
            });
    };
    for (int i = 0; i < 7; ++i) one_more();
    io.run();
    std::_Exit(1);
}
}  // namespace

TEST_CASE("keeper: killed at any instant while its thread saves, no acknowledged change is lost",
          "[wanted]") {
    Random random = seeded_random(7);
    std::string pattern = std::filesystem::temp_directory_path() / "weir-keeper-XXXXXX";
    const std::filesystem::path folder = mkdtemp(pattern.data());
    std::uint64_t acknowledged = 0;
    std::uint64_t answers = 0;
    for (int kill = 0; kill < 60; ++kill) {
        int ends[2];
        REQUIRE(::pipe(ends) == 0);
        UniqueFd in(ends[0]);
        UniqueFd out(ends[1]);
        const pid_t child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) change_for_ever(folder, out.get());
        out.reset();
        for (std::uint32_t wait = 1 + random() % 30; wait > 0; --wait, ++answers)
            REQUIRE(::read(in.get(), &acknowledged, sizeof acknowledged) == sizeof acknowledged);
        ::kill(child, SIGKILL);
        REQUIRE(::waitpid(child, nullptr, 0) == child);
        while (::read(in.get(), &acknowledged, sizeof acknowledged) == sizeof acknowledged) {
        }

        const auto files = DirectoryFiles::open(folder, "relay:main");
        REQUIRE(files);
        const auto loaded = Store(**files, "relay%3Amain").load();

        // One number is one revision, so the count tells that none before it is missing either.
        REQUIRE(loaded.state.revision() >= acknowledged);
        REQUIRE(loaded.warnings.empty());
    }
    CHECK(answers > 300);
    std::filesystem::remove_all(folder);
}
