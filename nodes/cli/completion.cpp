// What a shell may put in the place of the word under the cursor.

#include <algorithm>
#include <optional>

#include "nodes/cli/manual.hpp"

namespace weir::nodes::cli {
namespace {

// Types of options whose values only the living system knows.
std::string live_kind(const std::string& type) {
    if (type == "NODE|STREAM") return "nodes and streams";
    if (type == "STREAM") return "streams";
    if (type.starts_with("NODE")) return "nodes";
    if (type.starts_with("DEVICE")) return "devices";
    if (type.starts_with("FILE") || type.starts_with("PATH") || type.starts_with("DIR") ||
        type.ends_with("|FILE"))
        return "files";
    return {};
}

Completion values_of(const Option& option, const std::string& start) {
    Completion found;
    for (const auto& choice : option.choices())
        if (choice.starts_with(start)) found.words.push_back(choice);
    found.live = live_kind(option.type);
    return found;
}

const Option* named(const std::vector<Option>& options, const std::string& word) {
    const auto at = std::ranges::find_if(options, [&](const Option& option) {
        return std::ranges::find(option.names, word) != option.names.end();
    });
    return at == options.end() ? nullptr : &*at;
}

const Option* find_option(const Manual& manual, const VerbHelp* verb, const std::string& word) {
    if (verb != nullptr)
        if (const Option* own = named(verb->options, word)) return own;
    return named(manual.options, word);
}

void add_names(Completion& found, const std::vector<Option>& options, const std::string& start) {
    for (const Option& option : options)
        for (const auto& name : option.names)
            if (name.starts_with(start) && (name.starts_with("--") || start.size() == 1))
                found.words.push_back(name);
}

// The positional place that the last word stands at.
const Option* place(const Manual& manual, const VerbHelp& verb,
                    const std::vector<std::string>& words) {
    std::size_t index = 0;
    for (std::size_t i = 1; i + 1 < words.size(); ++i) {
        if (!words[i].starts_with('-')) {
            ++index;
        } else if (const Option* option = find_option(manual, &verb, words[i]);
                   option != nullptr && !option->type.empty()) {
            ++i;  // its value
        }
    }
    const Option* last = nullptr;
    for (const Option& option : verb.options) {
        if (!option.names.empty()) continue;
        last = &option;
        if (index-- == 0) return last;
    }
    return last != nullptr && last->repeated ? last : nullptr;
}

// clang-format off
constexpr const char* bash_script = R"sh(# weir completion for bash: source <(weir completion bash)
_weir() {
  local line=${COMP_LINE:0:COMP_POINT} words
  read -ra words <<< "$line"
  [[ $line == *' ' ]] && words+=('')
  local word=${words[-1]} found
  # The shell splits words at colons, and node names have one.
  local cut=${word%"${word##*[:=]}"}
  COMPREPLY=()
  # Names come from the network: they are compared and quoted, never expanded.
  while IFS= read -r found; do
    [[ $found != "$word"* ]] || COMPREPLY+=("$(printf %q "${found#"$cut"}")")
  done < <(weir __complete -- "${words[@]:1}" 2> /dev/null)
}
complete -o default -F _weir weir
)sh";

constexpr const char* zsh_script = R"sh(#compdef weir
# weir completion for zsh: source <(weir completion zsh)
_weir() {
  local -a found
  found=(${(f)"$(weir __complete -- "${(@)words[2,CURRENT]}" 2> /dev/null)"})
  if (( ${#found} )); then compadd -- "${found[@]}"; else _files; fi
}
compdef _weir weir
)sh";

constexpr const char* fish_script = R"sh(# weir completion for fish: weir completion fish | source
complete -c weir -a '(weir __complete -- (commandline -opc)[2..] (commandline -ct) 2> /dev/null)'
)sh";
// clang-format on

}  // namespace

Completion complete(const Manual& manual, const std::vector<std::string>& words) {
    Completion found;
    const std::string start = words.empty() ? "" : words.back();
    const VerbHelp* verb = words.size() > 1 ? manual.verb(words.front()) : nullptr;
    if (words.size() > 1)
        if (const Option* before = find_option(manual, verb, words[words.size() - 2]);
            before != nullptr && !before->type.empty())
            return values_of(*before, start);
    if (const auto equals = start.find('=');
        start.starts_with("--") && equals != std::string::npos) {
        const Option* option = find_option(manual, verb, start.substr(0, equals));
        if (option == nullptr) return found;
        found = values_of(*option, start.substr(equals + 1));
        for (auto& word : found.words) word.insert(0, start.substr(0, equals + 1));
        found.live.clear();
        return found;
    }
    if (start.starts_with('-')) {
        if (verb != nullptr) add_names(found, verb->options, start);
        add_names(found, manual.options, start);
        if (std::string_view("--help").starts_with(start)) found.words.emplace_back("--help");
        return found;
    }
    if (words.size() <= 1) {
        for (const VerbHelp& one : manual.verbs)
            if (one.name.starts_with(start)) found.words.push_back(one.name);
        return found;
    }
    if (verb == nullptr) return found;
    if (const Option* option = place(manual, *verb, words)) return values_of(*option, start);
    return found;
}

bool may_be_offered(std::string_view name) {
    constexpr std::string_view harmless =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/:._+,@-";
    return !name.empty() && !name.starts_with('-') &&
           name.find_first_not_of(harmless) == std::string_view::npos;
}

std::string completion_script(std::string_view shell) {
    if (shell == "bash") return bash_script;
    if (shell == "zsh") return zsh_script;
    if (shell == "fish") return fish_script;
    return {};
}

}  // namespace weir::nodes::cli
