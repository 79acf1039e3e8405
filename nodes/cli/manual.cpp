// The table of options, and the manual pages made of it.

#include "nodes/cli/manual.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>

namespace weir::nodes::cli {
namespace {

Option option_of(const CLI::Option& from) {
    Option option;
    for (const auto& name : from.get_snames()) option.names.push_back("-" + name);
    for (const auto& name : from.get_lnames()) option.names.push_back("--" + name);
    if (option.names.empty()) option.label = from.get_name(true);
    if (from.get_expected_max() != 0) option.type = from.get_type_name();
    option.help = from.get_description();
    option.required = from.get_required();
    option.repeated = from.get_items_expected_max() > 1;
    return option;
}

std::vector<Option> options_of(const CLI::App& app) {
    std::vector<Option> options;
    for (const CLI::Option* option : app.get_options())
        if (option->get_name() != "--help" && option->get_name() != "-h,--help")
            options.push_back(option_of(*option));
    return options;
}

std::string joined(const std::vector<std::string>& words, const std::string& between) {
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : between) + word;
    return text;
}

// roff: a dot or quote that begins a line is a command, a dash is a hyphen unless escaped.
std::string roff(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == '-')
            out += "\\-";
        else if (c == '\\')
            out += "\\e";
        else if (c == '\n')
            out += "\n.br\n";
        else
            out += c;
    }
    return out.starts_with('.') || out.starts_with('\'') ? "\\&" + out : out;
}

std::string upper(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return text;
}

void append_options(std::string& page, const std::vector<Option>& options) {
    for (const Option& option : options) {
        page += ".TP\n";
        page += option.names.empty() ? "\\fI" + roff(option.label) + "\\fR"
                                     : "\\fB" + roff(joined(option.names, ", ")) + "\\fR";
        if (!option.type.empty()) page += " \\fI" + roff(option.type) + "\\fR";
        page += "\n" + roff(option.help) + (option.required ? " (required)" : "") + "\n";
    }
}

std::string synopsis(const VerbHelp& verb) {
    std::string text = "\\fBweir " + verb.name + "\\fR";
    for (const Option& option : verb.options)
        if (option.names.empty()) {
            const std::string label =
                "\\fI" + roff(option.label) + "\\fR" + (option.repeated ? " ..." : "");
            text += option.required ? " " + label : " [" + label + "]";
        }
    return text + " [\\fIoptions\\fR]";
}

}  // namespace

std::vector<std::string> Option::choices() const {
    std::vector<std::string> words;
    if (type.find('|') == std::string::npos ||
        std::isupper(static_cast<unsigned char>(type.front())) != 0)
        return words;
    for (std::size_t at = 0; at <= type.size();) {
        const auto end = std::min(type.find('|', at), type.size());
        words.push_back(type.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

const VerbHelp* Manual::verb(std::string_view name) const {
    const auto at = std::ranges::find(verbs, name, &VerbHelp::name);
    return at == verbs.end() ? nullptr : &*at;
}

Manual manual_of(const CLI::App& root) {
    Manual manual{root.get_description(), root.get_footer(), options_of(root), {}};
    for (const CLI::App* app : root.get_subcommands({}))
        if (!app->get_group().empty())
            manual.verbs.push_back(
                {app->get_name(), app->get_group(), app->get_description(), options_of(*app)});
    return manual;
}

std::string man_page(const Manual& manual, const VerbHelp* verb) {
    const std::string title = verb == nullptr ? "weir" : "weir-" + verb->name;
    std::string page = ".TH " + upper(roff(title)) + " 1\n.SH NAME\n" + roff(title) + " \\- " +
                       roff(verb == nullptr ? manual.summary : verb->summary) + "\n.SH SYNOPSIS\n";
    if (verb != nullptr) {
        page += synopsis(*verb) + "\n.SH OPTIONS\n";
        append_options(page, verb->options);
    } else {
        page += "\\fBweir\\fR \\fIverb\\fR [\\fIoptions\\fR]\n";
        std::string group;
        for (const VerbHelp& one : manual.verbs) {
            if (one.group != group) page += ".SH " + upper(roff(one.group)) + "\n";
            group = one.group;
            page += ".TP\n\\fBweir " + roff(one.name) + "\\fR\n" + roff(one.summary) + "\n";
        }
    }
    page += ".SH OPTIONS OF EVERY VERB\n";
    append_options(page, manual.options);
    return page + ".SH NOTES\n" + roff(manual.footer) + "\n";
}

}  // namespace weir::nodes::cli
