#include <asio/io_context.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "control/resource/device_watch.hpp"
#include "support/catch.hpp"

namespace {
using namespace weir;
using resource::DeviceWatch;

// A folder that looks like /dev, and a watch on it.
struct Bench {
    Bench() {
        std::string pattern = std::filesystem::temp_directory_path() / "weir-devices-XXXXXX";
        folder = mkdtemp(pattern.data());
        watch = DeviceWatch::open(io.get_executor(), [this] { ++calls; }, folder.string()).value();
    }
    ~Bench() { std::filesystem::remove_all(folder); }

    void make(const char* name) { std::ofstream(folder / name) << "x"; }
    void settle() {
        do io.restart();
        while (io.poll() > 0);
    }

    asio::io_context io;
    std::filesystem::path folder;
    int calls = 0;
    std::unique_ptr<DeviceWatch> watch;
};
}  // namespace

TEST_CASE("device watch: a video device that appears is told, another file is not", "[resource]") {
    Bench bench;
    bench.make("null");
    bench.settle();
    CHECK(bench.calls == 0);

    bench.make("video0");
    bench.settle();
    CHECK(bench.calls == 1);
}

TEST_CASE("device watch: a device that becomes readable is told again", "[resource]") {
    Bench bench;
    bench.make("video0");
    bench.settle();

    std::filesystem::permissions(bench.folder / "video0", std::filesystem::perms::owner_all);
    bench.settle();

    CHECK(bench.calls == 2);
}

TEST_CASE("device watch: a storm of devices is a few calls, and none after its end", "[resource]") {
    Bench bench;
    for (int i = 0; i < 300; ++i) bench.make(("video" + std::to_string(i)).c_str());
    bench.settle();
    CHECK(bench.calls >= 1);
    CHECK(bench.calls < 300);

    const int before = bench.calls;
    bench.watch.reset();
    bench.make("video0");
    bench.settle();
    CHECK(bench.calls == before);
}

TEST_CASE("device watch: a folder that is not there is told with what happens instead",
          "[resource]") {
    asio::io_context io;
    const auto watch = DeviceWatch::open(io.get_executor(), [] {}, "/nowhere/dev");
    REQUIRE_FALSE(watch);
    CHECK(watch.error().what.find("/nowhere/dev") != std::string::npos);
    CHECK(watch.error().what.find("next try") != std::string::npos);
}
