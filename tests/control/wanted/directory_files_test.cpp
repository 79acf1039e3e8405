#include "support/catch.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>

#include "base/random.hpp"
#include "base/unique_fd.hpp"
#include "control/wanted/directory_files.hpp"
#include "control/wanted/store.hpp"

namespace {
using namespace weir;
using wanted::DirectoryFiles;
using wanted::Store;

// A directory of its own, gone afterwards.
struct Scratch {
    Scratch() {
        std::string name = (std::filesystem::temp_directory_path() / "weir-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path = name;
    }
    ~Scratch() { std::filesystem::remove_all(path); }
    std::string path;
};

gen::Sink sink(std::uint64_t number) {
    gen::Sink made;
    made.stream_id = 1;
    made.path = "out-" + std::to_string(number) + ".mkv";
    return made;
}

// Saves change after change and tells each acknowledged revision through the pipe, until killed.
[[noreturn]] void save_for_ever(const std::string& path, int acknowledged) {
    const auto files = DirectoryFiles::open(path, "relay:main");
    if (!files) ::_exit(1);
    Store store(**files, "relay%3Amain");
    auto state = store.load().state;
    for (;;) {
        if (!state.start_sink(sink(state.revision() + 1)) || !store.save(state)) ::_exit(2);
        const std::uint64_t revision = state.revision();
        if (::write(acknowledged, &revision, sizeof revision) != sizeof revision) ::_exit(3);
    }
}
}  // namespace

TEST_CASE("directory files: a state survives in a directory that did not exist", "[wanted]") {
    const Scratch scratch;
    const std::string path = scratch.path + "/deep/down";
    wanted::WantedState state;
    REQUIRE(state.start_sink(sink(1)));
    {
        const auto files = DirectoryFiles::open(path, "relay:main");
        REQUIRE(files);
        REQUIRE(Store(**files, "n").save(state));
    }

    const auto files = DirectoryFiles::open(path, "relay:main");

    REQUIRE(files);
    CHECK(Store(**files, "n").load().state.values() == state.values());
    CHECK((*files)->read("nothing").error().code == Code::not_found);
}

TEST_CASE("directory files: two nodes of one name do not share a directory", "[wanted]") {
    const Scratch scratch;
    auto first = DirectoryFiles::open(scratch.path, "relay:main");
    REQUIRE(first);

    const auto second = DirectoryFiles::open(scratch.path, "relay:main");
    REQUIRE_FALSE(second);
    CHECK(second.error().code == Code::refused);
    CHECK(second.error().what.find("another node named relay:main is using it; stop that one") !=
          std::string::npos);
    CHECK(DirectoryFiles::open(scratch.path, "relay:other"));

    first->reset();
    CHECK(DirectoryFiles::open(scratch.path, "relay:main"));
}

TEST_CASE("directory files: a place that cannot be is one sentence with the next step",
          "[wanted]") {
    const auto files = DirectoryFiles::open("/proc/no/such", "relay:main");

    REQUIRE_FALSE(files);
    CHECK(files.error().what.starts_with("state directory /proc/no/such: cannot be made (E"));
    CHECK(files.error().what.ends_with("choose another one with --state-dir"));
}

TEST_CASE("directory files: different node names are different file names", "[wanted]") {
    CHECK(wanted::file_name_of("relay:main") == "relay%3Amain");
    CHECK(wanted::file_name_of("relay%3Amain") == "relay%253Amain");
    CHECK(wanted::file_name_of("../etc") == "%2E%2E%2Fetc");
    CHECK(wanted::file_name_of("cam_1-b") == "cam_1-b");
}

TEST_CASE("directory files: killed at any instant, no acknowledged change is lost", "[wanted]") {
    const auto seed = 1u;
    CAPTURE(seed);
    Random random = seeded_random(seed);
    const Scratch scratch;
    std::uint64_t acknowledged = 0;
    for (int kill = 0; kill < 60; ++kill) {
        int ends[2];
        REQUIRE(::pipe(ends) == 0);
        UniqueFd in(ends[0]);
        UniqueFd out(ends[1]);
        const pid_t child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) save_for_ever(scratch.path, out.get());
        out.reset();
        for (std::uint32_t wait = 1 + random() % 5; wait > 0; --wait)
            REQUIRE(::read(in.get(), &acknowledged, sizeof acknowledged) == sizeof acknowledged);
        ::kill(child, SIGKILL);
        REQUIRE(::waitpid(child, nullptr, 0) == child);
        while (::read(in.get(), &acknowledged, sizeof acknowledged) == sizeof acknowledged) {
        }

        const auto files = DirectoryFiles::open(scratch.path, "relay:main");
        REQUIRE(files);
        const auto loaded = Store(**files, "relay%3Amain").load();

        REQUIRE(loaded.state.revision() >= acknowledged);
        REQUIRE(loaded.state.revision() <= acknowledged + 1);
        REQUIRE(loaded.warnings.empty());
    }
}
