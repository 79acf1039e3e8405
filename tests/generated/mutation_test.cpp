// Every message of both protocols, broken in every simple way: a clean error or a value that
// survives being sent again, and never a byte read too many.
#include "fuzz/property.hpp"
#include "gen/records.hpp"
#include "support/catch.hpp"
#include "vectors.hpp"
#include "zoo/records.hpp"

namespace {
using namespace weir;

constexpr std::size_t mutated_bytes_max = 512;

std::map<std::string, fuzz::Bytes> typical(const std::filesystem::path& folder) {
    std::map<std::string, fuzz::Bytes> out;
    for (const auto& file : std::filesystem::directory_iterator(folder)) {
        std::ifstream in(file.path());
        std::stringstream text;
        text << in.rdbuf();
        const test::Json document = test::parse_json(text.str());
        for (const test::Json& record : document["records"].items())
            out.emplace(record["record"].text(), test::from_hex(record["accept"][1]["hex"].text()));
    }
    return out;
}

// Every prefix, and every other value of every byte.
template <typename T>
std::size_t break_everywhere(const fuzz::Bytes& good) {
    std::size_t tried = 0;
    for (std::size_t size = 0; size <= good.size(); ++size, ++tried)
        fuzz::check<T>({good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size)});
    fuzz::Bytes bytes = good;
    for (std::size_t at = 0; at < std::min(good.size(), mutated_bytes_max); ++at) {
        for (unsigned change = 1; change < 256; ++change, ++tried) {
            bytes[at] = good[at] ^ static_cast<std::byte>(change);
            fuzz::check<T>(bytes);
        }
        bytes[at] = good[at];
    }
    return tried;
}

template <typename ForEach>
void break_all(const std::filesystem::path& folder, ForEach for_each_record) {
    const auto seeds = typical(folder);
    std::size_t tried = 0;
    for_each_record([&]<typename T>(std::string_view name, std::type_identity<T>) {
        tried += break_everywhere<T>(seeds.at(std::string(name)));
    });
    CHECK(tried > 10'000);
}
}  // namespace

TEST_CASE("generated: no message is misread however one byte or its end is wrong", "[generated]") {
    break_all(WEIR_GENERATED "/vectors", [](auto f) { gen::for_each_record(f); });
}

TEST_CASE("generated: nothing of the schema language is misread however one byte is wrong",
          "[generated]") {
    break_all(WEIR_GENERATED "/zoo/vectors", [](auto f) { zoo::for_each_record(f); });
}

TEST_CASE("generated: nearly right bytes of any kind keep every promise", "[generated]") {
    const auto seeds = typical(WEIR_GENERATED "/zoo/vectors");
    constexpr std::uint64_t seed = 20;
    INFO("seed=" << seed);
    fuzz::Random random(seed);
    zoo::for_each_record([&]<typename T>(std::string_view name, std::type_identity<T>) {
        for (int run = 0; run < 2000; ++run)
            fuzz::check<T>(fuzz::mutated(seeds.at(std::string(name)), random));
    });
}
