// weir explain: what the schema says about a field, message, command or enum value.

#include <algorithm>
#include <string_view>

#include "gen/describe.hpp"
#include "gen/messages.hpp"
#include "nodes/cli/output.hpp"
#include "nodes/cli/verbs.hpp"
#include "operations/names.hpp"

namespace weir::nodes::cli {
namespace {

std::string_view kind_name(gen::RecordKind kind) {
    switch (kind) {
        case gen::RecordKind::structure:
            return "struct";
        case gen::RecordKind::message:
            return "message";
        case gen::RecordKind::request:
            return "request";
        case gen::RecordKind::reply:
            return "reply";
    }
    return {};
}

bool matches(const gen::RecordInfo& record, std::string_view name) {
    return record.name == name || record.name == std::string(name) + "_request" ||
           record.name == std::string(name) + "_reply";
}

std::string requires_text(const gen::RecordInfo& record) {
    std::optional<gen::Access> access;
    if (record.kind == gen::RecordKind::message) access = gen::access_of_message(record.id);
    if (record.kind == gen::RecordKind::request || record.kind == gen::RecordKind::reply)
        access = gen::access_of(static_cast<gen::Command>(record.id));
    return access ? "needs the right to " + std::string(gen::name(*access)) : "";
}

Table fields_table() {
    return {"field",
            {{"IN", "record"},
             {"FIELD", "field"},
             {"TYPE", "type"},
             {"UNIT", "unit"},
             {"SINCE", "since", true},
             {"MEANING", "doc"}},
            {}};
}

void add_field(Table& table, const gen::RecordInfo& record, const gen::FieldInfo& field) {
    table.rows.push_back(
        {{std::string(record.name)},
         {std::string(field.name)},
         {std::string(field.type)},
         {std::string(field.unit.empty() ? "-" : field.unit), std::string(field.unit)},
         count(field.since),
         {std::string(field.doc)}});
}

std::vector<std::string> everything() {
    std::vector<std::string> names;
    for (const gen::RecordInfo& record : gen::describe()) {
        names.emplace_back(record.name);
        for (const gen::FieldInfo& field : record.fields) {
            names.emplace_back(field.name);
            names.push_back(std::string(record.name) + "." + std::string(field.name));
        }
    }
    std::ranges::sort(names);
    names.erase(std::ranges::unique(names).begin(), names.end());
    return names;
}

// A record by its name, a command by its, or a field by "record.field" or alone.
Table found(const std::string& what, const Output& out) {
    Table table = fields_table();
    const auto dot = what.find('.');
    const std::string field = dot == std::string::npos ? what : what.substr(dot + 1);
    for (const gen::RecordInfo& record : gen::describe()) {
        const bool whole = matches(record, what);
        if (whole) {
            const std::string id = record.id == 0 ? "" : ", id " + std::to_string(record.id);
            const std::string rights = requires_text(record);
            out.line(std::string(record.name) + " (" + std::string(kind_name(record.kind)) + id +
                     (rights.empty() ? "" : ", " + rights) + ")" +
                     (record.doc.empty() ? "" : ": " + std::string(record.doc)));
        }
        for (const gen::FieldInfo& info : record.fields)
            if (whole || (info.name == field &&
                          (dot == std::string::npos || matches(record, what.substr(0, dot)))))
                add_field(table, record, info);
    }
    return table;
}

}  // namespace

int run_explain(const std::string& what, Format format) {
    const Output out(format);
    const auto names = everything();
    const bool known = std::ranges::find(names, what) != names.end() ||
                       std::ranges::any_of(gen::describe(), [&](const auto& record) {
                           return matches(record, what.substr(0, what.find('.')));
                       });
    const Table table = known ? found(what, out) : fields_table();
    if (known && (!table.rows.empty() || what.find('.') == std::string::npos)) {
        if (!table.rows.empty()) out.show(table);
        return exit_ok;
    }
    return failed(
        {Code::not_found,
         what + " is no field, message or command" +
             operations::did_you_mean(what, names, "; generated/docs/protocol.md lists them all")});
}

}  // namespace weir::nodes::cli
