// What fuzzing has found worth keeping, and the golden vectors, through every promise of a target.
#include "fuzz/corpus.hpp"

#include <filesystem>
#include <map>
#include <sstream>

#include "fuzz/targets.hpp"
#include "support/catch.hpp"
#include "support/guarded.hpp"
#include "support/json.hpp"

namespace {
using namespace weir;

// The bytes end before an unreadable page.
void replay(const fuzz::Targets& targets, const fuzz::Input& input) {
    static test::Guarded guarded;
    INFO(input.target << ": a line of fuzz/corpus.txt whose target is gone goes too");
    const fuzz::Target* target = fuzz::find_target(targets, input.target);
    REQUIRE(target != nullptr);
    target->check(guarded.hold(input.bytes));
}

void add_vectors(std::vector<fuzz::Input>& out, const std::filesystem::path& folder,
                 const std::string& package) {
    for (const auto& file : std::filesystem::directory_iterator(folder)) {
        std::ifstream in(file.path());
        std::stringstream text;
        text << in.rdbuf();
        const test::Json document = test::parse_json(text.str());
        for (const test::Json& record : document["records"].items())
            for (const test::Json& one : record["accept"].items())
                out.push_back(
                    {package + "/" + record["record"].text(), fuzz::from_hex(one["hex"].text())});
    }
}

std::map<std::string, std::size_t> replay_all(const std::vector<fuzz::Input>& inputs) {
    const auto targets = fuzz::all_targets();
    std::map<std::string, std::size_t> counts;
    for (const fuzz::Target& target : targets) counts[std::string(target.name)] = 0;
    for (const fuzz::Input& input : inputs) {
        replay(targets, input);
        ++counts[input.target];
    }
    return counts;
}
}  // namespace

TEST_CASE("fuzz: every committed input keeps the promises of its target", "[fuzz]") {
    const auto inputs = fuzz::read_corpus(WEIR_SOURCE "/fuzz/corpus.txt");
    REQUIRE(inputs.size() > 500);
    const auto counts = replay_all(inputs);
    CHECK(counts.at("gen/framed_stream") > 0);
    CHECK(counts.at("zoo/framed_stream") > 0);
}

TEST_CASE("fuzz: every golden vector keeps the promises of its target", "[fuzz]") {
    std::vector<fuzz::Input> inputs;
    add_vectors(inputs, WEIR_SOURCE "/generated/vectors", "gen");
    add_vectors(inputs, WEIR_SOURCE "/generated/zoo/vectors", "zoo");
    for (const auto& [target, count] : replay_all(inputs)) {
        INFO(target);
        CHECK((count > 0 || target.ends_with("/framed_stream")));
    }
}
