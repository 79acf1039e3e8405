// How --help is laid out: types stand once, and an environment variable where the help names it.

#include <CLI/CLI.hpp>

#include "nodes/cli/command_options.hpp"

namespace weir::nodes::cli {
namespace {

class Help final : public CLI::Formatter {
public:
    Help() { label("SUBCOMMAND", "VERB"); }

    std::string make_option_opts(const CLI::Option* option) const override {
        if (option->get_expected_max() == 0) return {};
        return " " + option->get_type_name() + (option->get_required() ? " (required)" : "");
    }
};

}  // namespace

std::shared_ptr<CLI::FormatterBase> help_formatter() {
    return std::make_shared<Help>();
}

}  // namespace weir::nodes::cli
