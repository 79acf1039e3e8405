// The options of node and config.

#include <CLI/CLI.hpp>
#include <memory>

#include "nodes/cli/command_options.hpp"
#include "nodes/cli/manual.hpp"
#include "nodes/verbs.hpp"

namespace weir::nodes::cli {
namespace {

void add_layers(CLI::App& app, ConfigOptions& options) {
    app.add_option("--config", options.file,
                   "Configuration in TOML, over /etc/weir/weir.toml and "
                   "$XDG_CONFIG_HOME/weir/weir.toml")
        ->type_name("FILE");
    app.add_option("--set", options.assignments,
                   "Set one thing over everything else; may be repeated")
        ->type_name("KEY=VALUE")
        ->allow_extra_args(false);
}

}  // namespace

Verb add_node_verb(CLI::App& root) {
    auto* app = add_verb(root, "node",
                         "Run a node that configuration files describe; SIGHUP reads them again",
                         node_group);
    auto options = std::make_shared<ConfigOptions>();
    add_layers(*app, *options);
    return {app, [options] { return run_node(*options); }};
}

Verb add_config_verb(CLI::App& root) {
    auto* app = add_verb(root, "config",
                         "Show or check the configuration that weir node would take", tool_group);
    struct State {
        ConfigOptions options;
        std::string what;
        Format format = Format::table;
        bool origin = false;
    };
    auto state = std::make_shared<State>();
    add_choice(*app, "what", state->what, {"show", "check"}, "What to do")->required();
    add_layers(*app, state->options);
    app->add_flag("--origin", state->origin, "Show where each setting comes from");
    add_format(*app, state->format);
    return {app, [state] {
                if (state->what == "check") return run_config_check(state->options);
                return run_config_show(state->options, state->origin, state->format);
            }};
}

}  // namespace weir::nodes::cli
