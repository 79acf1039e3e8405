// Feeds every generated decoder bytes that are nearly right; one golden vector of its own each
// time.
//
//   fuzz_messages [--runs N] [--seconds S] [--seed X] [--print] [RECORD...]
//   fuzz_messages --corpus FILE
//
// Prints a line per record, or with --print every input and what became of it, for the comparison
// with other languages; with --corpus the inputs are those of the file. A broken promise aborts;
// run it again with the seed that it printed.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "fuzz/corpus.hpp"
#include "fuzz/property.hpp"
#include "gen/records.hpp"
#include "support/json.hpp"
#include "zoo/records.hpp"

namespace {
using namespace weir;
using fuzz::Bytes;
using Clock = std::chrono::steady_clock;

struct Options {
    std::uint64_t runs = 100'000;  // per record
    double seconds = 0;            // per record; 0 is no limit
    std::uint64_t seed = 1;
    bool print = false;
    std::string corpus;                          // a file; empty makes inputs up
    std::set<std::string, std::less<>> records;  // empty is all
};

using Seeds = std::map<std::string, std::vector<Bytes>, std::less<>>;

std::string to_hex(const Bytes& bytes) {
    std::string out;
    char digits[3];
    for (const std::byte byte : bytes) {
        std::snprintf(digits, sizeof digits, "%02x", std::to_integer<unsigned>(byte));
        out += digits;
    }
    return out;
}

Seeds read_seeds(const std::filesystem::path& folder) {
    Seeds out;
    for (const auto& file : std::filesystem::directory_iterator(folder)) {
        std::ifstream in(file.path());
        std::stringstream text;
        text << in.rdbuf();
        const test::Json document = test::parse_json(text.str());
        for (const test::Json& record : document["records"].items())
            for (const test::Json& one : record["accept"].items())
                out[record["record"].text()].push_back(fuzz::from_hex(one["hex"].text()));
    }
    return out;
}

class Campaign {
public:
    Campaign(std::string_view book, Seeds seeds, const Options& options)
        : book_(book), seeds_(std::move(seeds)), options_(options) {
        if (!options.corpus.empty()) corpus_ = fuzz::read_corpus(options.corpus);
    }

    template <typename T>
    void operator()(std::string_view name, std::type_identity<T>) {
        if (!options_.records.empty() && !options_.records.contains(name)) return;
        if (!options_.corpus.empty()) return replay<T>(name);
        const auto& seeds = seeds_.at(std::string(name));
        fuzz::Random random(options_.seed);
        const auto start = Clock::now();
        std::uint64_t runs = 0, accepted = 0;
        while (runs < options_.runs && !late(start)) {
            const Bytes input = fuzz::mutated(seeds[fuzz::below(random, seeds.size())], random);
            const fuzz::Outcome outcome = fuzz::check<T>(input);
            accepted += outcome.accepted ? 1 : 0;
            ++runs;
            if (options_.print) print(name, input, outcome);
        }
        if (!options_.print)
            std::printf("%-6.*s %-28.*s %10llu runs, %llu accepted\n", width(book_), book_.data(),
                        width(name), name.data(), static_cast<unsigned long long>(runs),
                        static_cast<unsigned long long>(accepted));
        std::fflush(stdout);
    }

private:
    template <typename T>
    void replay(std::string_view name) {
        const std::string target = std::string(book_) + "/" + std::string(name);
        for (const fuzz::Input& input : corpus_)
            if (input.target == target) print(name, input.bytes, fuzz::check<T>(input.bytes));
    }

    static int width(std::string_view text) { return static_cast<int>(text.size()); }

    bool late(Clock::time_point start) const {
        return options_.seconds > 0 &&
               std::chrono::duration<double>(Clock::now() - start).count() > options_.seconds;
    }

    void print(std::string_view name, const Bytes& input, const fuzz::Outcome& outcome) const {
        std::printf("%.*s\t%.*s\t%s\t%s\t%s\n", width(book_), book_.data(), width(name),
                    name.data(), to_hex(input).c_str(), outcome.text.c_str(),
                    to_hex(outcome.again).c_str());
    }

    std::string_view book_;
    Seeds seeds_;
    std::vector<fuzz::Input> corpus_;
    const Options& options_;
};

bool read_options(int count, char** words, Options& out) {
    for (int i = 1; i < count; ++i) {
        const std::string_view word = words[i];
        if (word == "--print") {
            out.print = true;
        } else if (word.starts_with("--")) {
            if (++i == count) return false;
            if (word == "--runs")
                out.runs = std::strtoull(words[i], nullptr, 10);
            else if (word == "--seconds")
                out.seconds = std::strtod(words[i], nullptr);
            else if (word == "--seed")
                out.seed = std::strtoull(words[i], nullptr, 10);
            else if (word == "--corpus")
                out.corpus = words[i];
            else
                return false;
        } else {
            out.records.emplace(word);
        }
    }
    return true;
}
}  // namespace

int main(int count, char** words) {
    Options options;
    if (!read_options(count, words, options)) {
        std::fputs(
            "usage: fuzz_messages [--runs N] [--seconds S] [--seed X] [--print] [RECORD...]\n"
            "       fuzz_messages --corpus FILE\n",
            stderr);
        return 2;
    }
    if (!options.print && options.corpus.empty())
        std::printf("seed=%llu\n", static_cast<unsigned long long>(options.seed));
    Campaign gen("gen", read_seeds(WEIR_GENERATED "/vectors"), options);
    weir::gen::for_each_record(gen);
    Campaign zoo("zoo", read_seeds(WEIR_GENERATED "/zoo/vectors"), options);
    weir::zoo::for_each_record(zoo);
}
