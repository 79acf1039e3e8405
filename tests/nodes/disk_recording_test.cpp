#include "nodes/disk_recording.hpp"

#include <sys/stat.h>

#include <array>
#include <filesystem>
#include <fstream>

#include "support/catch.hpp"

namespace {
using namespace weir;
namespace fs = std::filesystem;

struct Folder {
    Folder() {
        std::string name = "/tmp/weir-sink-XXXXXX";
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path = name;
        fs::create_directory(path + "/in");
        fs::create_directory(path + "/out");
    }
    ~Folder() { fs::remove_all(path); }
    std::string in() const { return path + "/in"; }
    std::size_t files() const {
        std::size_t count = 0;
        for (const auto& entry : fs::recursive_directory_iterator(path))
            count += entry.is_regular_file() ? 1 : 0;
        return count;
    }
    std::string path;
};
}  // namespace

TEST_CASE("disk recording: a file is new, with the folders that lead to it", "[nodes]") {
    const Folder folder;

    const auto first = nodes::make_file_below(folder.in(), "front/door.mkv");
    const auto second = nodes::make_file_below(folder.in(), "front/door.mkv");
    const auto dotted = nodes::make_file_below(folder.in(), "a.b/c.d.ts");
    const auto dotted_again = nodes::make_file_below(folder.in(), "a.b/c.d.ts");

    REQUIRE((first && second && dotted && dotted_again));
    CHECK(first->name == folder.in() + "/front/door.mkv");
    CHECK(second->name == folder.in() + "/front/door-2.mkv");
    CHECK(dotted_again->name == folder.in() + "/a.b/c.d-2.ts");
    CHECK(fs::exists(second->name));
}

TEST_CASE("disk recording: no path and no link leads out of the folder", "[nodes]") {
    const Folder folder;
    fs::create_directory_symlink(folder.path + "/out", folder.in() + "/link");
    fs::create_symlink(folder.path + "/out/target.mkv", folder.in() + "/file.mkv");
    fs::create_symlink(folder.path + "/out/gone", folder.in() + "/dangling");
    std::ofstream(folder.in() + "/plain") << "x";

    for (const std::string path : {"../out/a.mkv", "link/a.mkv", "dangling/a.mkv", "plain/a.mkv",
                                   "x/../../out/a.mkv", "..", "x/..", "", "x/", "/etc/a.mkv"}) {
        INFO(path);
        CHECK_FALSE(nodes::make_file_below(folder.in(), path));
    }
    const auto beside = nodes::make_file_below(folder.in(), "file.mkv");

    REQUIRE(beside);
    CHECK(beside->name == folder.in() + "/file-2.mkv");
    CHECK(fs::is_empty(folder.path + "/out"));
    CHECK(folder.files() == 2);
}

TEST_CASE("disk recording: without a folder it says how to get one", "[nodes]") {
    const auto missing = nodes::open_recording("")("a.mkv", {});
    REQUIRE_FALSE(missing);
    CHECK(missing.error().what.find("--sink-dir") != std::string::npos);
    const auto gone = nodes::open_recording("/nowhere/at/all")("a.mkv", {});
    REQUIRE_FALSE(gone);
    CHECK(gone.error().what.find("/nowhere/at/all") != std::string::npos);
}

TEST_CASE("disk recording: a file that got nothing is not left behind", "[nodes]") {
    const Folder folder;
    {
        auto opened = nodes::open_recording(folder.in())("a.mkv", {});
        REQUIRE(opened);
        CHECK(folder.files() == 1);
        CHECK((*opened)->finish());
    }
    CHECK(folder.files() == 0);
    const auto unknown =
        nodes::open_recording(folder.in())("a.mkv", {.encoding = frame::Encoding::qoi});
    CHECK_FALSE(unknown);
    CHECK(folder.files() == 0);
}
