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
    return access ? std::string(gen::name(*access)) : "";
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

Table records_table() {
    return {"record",
            {{"NAME", "name"},
             {"KIND", "type"},
             {"ID", "id", true},
             {"RIGHT", "requires"},
             {"MEANING", "doc"}},
            {}};
}

void add_record(Table& table, const gen::RecordInfo& record) {
    const bool has_id = record.id != 0;
    const std::string rights = requires_text(record);
    table.rows.push_back(
        {{std::string(record.name)},
         {std::string(kind_name(record.kind))},
         {has_id ? std::to_string(record.id) : "-", known(has_id, std::uint64_t{record.id})},
         {rights.empty() ? "-" : rights, rights},
         {std::string(record.doc)}});
}

struct Found {
    Table records = records_table();
    Table fields = fields_table();
};

// A record by its name, a command by its, or a field by "record.field" or alone.
Found find(const std::string& what) {
    Found found;
    const auto dot = what.find('.');
    const std::string field = dot == std::string::npos ? what : what.substr(dot + 1);
    for (const gen::RecordInfo& record : gen::describe()) {
        const bool whole = matches(record, what);
        if (whole) add_record(found.records, record);
        for (const gen::FieldInfo& info : record.fields)
            if (whole || (info.name == field &&
                          (dot == std::string::npos || matches(record, what.substr(0, dot)))))
                add_field(found.fields, record, info);
    }
    return found;
}

}  // namespace

int run_explain(const std::string& what, Format format) {
    Found found = find(what);
    if (found.records.rows.empty() && found.fields.rows.empty()) {
        return failed({Code::not_found,
                       what + " is no field, message or command" +
                           operations::did_you_mean(
                               what, everything(), "; generated/docs/protocol.md lists them all")});
    }
    Output(format).show("explanation", {{"", "records", std::move(found.records)},
                                        {"", "fields", std::move(found.fields)}});
    return exit_ok;
}

}  // namespace weir::nodes::cli
