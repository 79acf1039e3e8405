#pragma once
// Every verb and option as values: what the manual pages and the completion are made of.

#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace weir::nodes::cli {

inline constexpr const char* node_group = "Run a node";
inline constexpr const char* reader_group = "Read a stream";
inline constexpr const char* control_group = "See and change what nodes do";
inline constexpr const char* tool_group = "Tools";

struct Option {
    std::vector<std::string> names;  // "--mode", "-o"; empty for a positional one
    std::string label;               // of a positional one: "stream"
    std::string type;                // "NODE", "low-latency|completeness"; empty for a flag
    std::string help;
    bool required = false;
    bool repeated = false;

    std::vector<std::string> choices() const;  // of a type that lists them
};

struct VerbHelp {
    std::string name;
    std::string group;
    std::string summary;
    std::vector<Option> options;
};

struct Manual {
    std::string summary;
    std::string footer;
    std::vector<Option> options;  // of every verb
    std::vector<VerbHelp> verbs;

    const VerbHelp* verb(std::string_view name) const;
};

Manual manual_of(const CLI::App& root);

// A manual page in man(7): of the program, or of one verb.
std::string man_page(const Manual& manual, const VerbHelp* verb);

// What may stand in the place of the last word. `live` names a kind of live names to add: "nodes",
// "streams", "nodes and streams", "devices" or "files"; empty: none.
struct Completion {
    std::vector<std::string> words;
    std::string live;
};
Completion complete(const Manual& manual, const std::vector<std::string>& words);

// Whether no shell and no verb could read it as anything but a name. Anybody on the network may
// call themselves what they like; what is left out has to be typed.
bool may_be_offered(std::string_view name);

// The script that makes a shell ask us; empty for a shell that we do not know.
std::string completion_script(std::string_view shell);

}  // namespace weir::nodes::cli
