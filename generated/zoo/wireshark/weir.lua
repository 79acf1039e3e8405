-- Generated from schema/ by codegen. Do not edit.
-- Wireshark dissector of protocol version 3: wireshark -X lua_script:weir.lua

local weir = Proto("weir", "Weir live video routing")

local message_names = {
  [0x0002] = "control_request",
  [0x0003] = "control_response",
  [0x0101] = "numbers",
  [0x0102] = "animal",
  [0x0103] = "cargo",
  [0x0104] = "datagram",
  [0x0105] = "nothing",
}
local command_names = {
  [0x0001] = "feed",
  [0x0002] = "count",
}
local values = {
  status = { [0] = "ok", [1] = "error" },
  species = { [1] = "fish", [2] = "bird", [3] = "on" },
  mood = { [0] = "calm", [0x0100] = "angry" },
  access = { [1] = "view", [2] = "control", [3] = "admin" },
  command = { [0x0001] = "feed", [0x0002] = "count" },
}
local records = {
  refusal = { growable = true, fields = {
    { name = "reason", since = 1, type = { k = "text", prefix = 1 }, field = ProtoField.string("weir.refusal.reason", "reason", base.UNICODE, nil) },
  } },
  point = { growable = false, fields = {
    { name = "x", since = 1, type = { k = "number", size = 2 }, field = ProtoField.int16("weir.point.x", "x", base.DEC, nil, nil, nil) },
    { name = "y", since = 1, type = { k = "number", size = 2 }, field = ProtoField.int16("weir.point.y", "y", base.DEC, nil, nil, nil) },
  } },
  fish = { growable = true, fields = {
    { name = "depth", since = 1, type = { k = "number", size = 4 }, field = ProtoField.float("weir.fish.depth", "depth [m]", nil, nil) },
  } },
  bird = { growable = true, fields = {
    { name = "song", since = 1, type = { k = "text", prefix = 1 }, field = ProtoField.string("weir.bird.song", "song", base.UNICODE, nil) },
    { name = "height", since = 1, type = { k = "number", size = 4 }, field = ProtoField.int32("weir.bird.height", "height [m]", base.DEC, nil, nil, nil) },
  } },
  meal = { growable = true, fields = {
    { name = "grams", since = 1, type = { k = "number", size = 4 }, field = ProtoField.uint32("weir.meal.grams", "grams", base.DEC, nil, nil, nil) },
    { name = "hot", since = 2, type = { k = "number", size = 1 }, field = ProtoField.bool("weir.meal.hot", "hot", base.NONE, nil, nil, nil) },
    { name = "name", since = 2, type = { k = "text", prefix = 2 }, field = ProtoField.string("weir.meal.name", "name", base.UNICODE, nil) },
    { name = "tags", since = 3, type = { k = "list", prefix = 1, of = { k = "text", prefix = 1 } }, field = ProtoField.string("weir.meal.tags", "tags", base.UNICODE, nil) },
  } },
  numbers = { growable = true, fields = {
    { name = "a", since = 1, type = { k = "number", size = 1 }, field = ProtoField.uint8("weir.numbers.a", "a", base.DEC, nil, nil, nil) },
    { name = "b", since = 1, type = { k = "number", size = 1 }, field = ProtoField.int8("weir.numbers.b", "b", base.DEC, nil, nil, nil) },
    { name = "c", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.numbers.c", "c", base.DEC, nil, nil, nil) },
    { name = "d", since = 1, type = { k = "number", size = 2 }, field = ProtoField.int16("weir.numbers.d", "d", base.DEC, nil, nil, nil) },
    { name = "e", since = 1, type = { k = "number", size = 4 }, field = ProtoField.uint32("weir.numbers.e", "e", base.DEC, nil, nil, nil) },
    { name = "f", since = 1, type = { k = "number", size = 4 }, field = ProtoField.int32("weir.numbers.f", "f", base.DEC, nil, nil, nil) },
    { name = "g", since = 1, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.numbers.g", "g", base.DEC, nil, nil, nil) },
    { name = "h", since = 1, type = { k = "number", size = 8 }, field = ProtoField.int64("weir.numbers.h", "h", base.DEC, nil, nil, nil) },
    { name = "i", since = 1, type = { k = "number", size = 4 }, field = ProtoField.float("weir.numbers.i", "i", nil, nil) },
    { name = "j", since = 1, type = { k = "number", size = 8 }, field = ProtoField.double("weir.numbers.j", "j", nil, nil) },
    { name = "yes", since = 1, type = { k = "number", size = 1 }, field = ProtoField.bool("weir.numbers.yes", "yes", base.NONE, nil, nil, nil) },
    { name = "big", since = 1, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.numbers.big", "big", base.HEX, nil, nil, "Grows without limit.") },
    { name = "small_range", since = 1, type = { k = "number", size = 1 }, field = ProtoField.uint8("weir.numbers.small_range", "small_range", base.DEC, nil, nil, nil) },
    { name = "wide_range", since = 1, type = { k = "number", size = 8 }, field = ProtoField.int64("weir.numbers.wide_range", "wide_range", base.DEC, nil, nil, nil) },
    { name = "unit_range", since = 1, type = { k = "number", size = 8 }, field = ProtoField.double("weir.numbers.unit_range", "unit_range", nil, nil) },
    { name = "mood", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.numbers.mood", "mood", base.DEC, values.mood, nil, nil) },
    { name = "triple", since = 1, type = { k = "array", count = 3, of = { k = "number", size = 2 } }, field = ProtoField.uint16("weir.numbers.triple", "triple", base.DEC, nil, nil, nil) },
    { name = "moods", since = 1, type = { k = "array", count = 2, of = { k = "number", size = 2 } }, field = ProtoField.uint16("weir.numbers.moods", "moods", base.DEC, values.mood, nil, nil) },
    { name = "bits", since = 1, type = { k = "array", count = 4, of = { k = "number", size = 1 } }, field = ProtoField.bool("weir.numbers.bits", "bits", base.NONE, nil, nil, nil) },
    { name = "bigs", since = 1, type = { k = "array", count = 2, of = { k = "number", size = 8 } }, field = ProtoField.uint64("weir.numbers.bigs", "bigs", base.DEC, nil, nil, nil) },
  } },
  animal = { growable = true, fields = {
    { name = "cage", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.animal.cage", "cage", base.DEC, nil, nil, "Where an animal lives.") },
    { name = "species", since = 1, type = { k = "number", size = 1 }, field = ProtoField.uint8("weir.animal.species", "species", base.DEC, values.species, nil, nil) },
    { name = "body", since = 1, type = { k = "union", prefix = 2, on = "species", arms = { [1] = "fish", [2] = "bird" } }, field = ProtoField.none("weir.animal.body", "body", nil) },
    { name = "skills", since = 1, type = { k = "number", size = 4 }, field = ProtoField.uint32("weir.animal.skills", "skills", base.HEX, nil, nil, nil) },
    { name = "age", since = 1, type = { k = "opt", of = { k = "number", size = 2 } }, field = ProtoField.uint16("weir.animal.age", "age [years]", base.DEC, nil, nil, nil) },
    { name = "nickname", since = 1, type = { k = "opt", of = { k = "text", prefix = 1 } }, field = ProtoField.string("weir.animal.nickname", "nickname", base.UNICODE, "Empty is not none.") },
    { name = "home", since = 1, type = { k = "opt", of = { k = "struct", prefix = 0, record = "point" } }, field = ProtoField.none("weir.animal.home", "home", nil) },
    { name = "last_meal", since = 1, type = { k = "opt", of = { k = "struct", prefix = 2, record = "meal" } }, field = ProtoField.none("weir.animal.last_meal", "last_meal", nil) },
    { name = "raw", since = 1, type = { k = "bytes", prefix = 1 }, field = ProtoField.bytes("weir.animal.raw", "raw", base.NONE, nil) },
    { name = "blob", since = 1, type = { k = "bytes", prefix = 4 }, field = ProtoField.bytes("weir.animal.blob", "blob", base.NONE, nil) },
    { name = "corner", since = 1, type = { k = "struct", prefix = 0, record = "point" }, field = ProtoField.none("weir.animal.corner", "corner", nil) },
    { name = "favourite", since = 1, type = { k = "struct", prefix = 4, record = "meal" }, field = ProtoField.none("weir.animal.favourite", "favourite", nil) },
    { name = "meals", since = 1, type = { k = "list", prefix = 2, of = { k = "struct", prefix = 2, record = "meal" } }, field = ProtoField.none("weir.animal.meals", "meals", nil) },
    { name = "spots", since = 1, type = { k = "list", prefix = 1, of = { k = "struct", prefix = 0, record = "point" } }, field = ProtoField.none("weir.animal.spots", "spots", nil) },
    { name = "ids", since = 1, type = { k = "list", prefix = 1, of = { k = "number", size = 8 } }, field = ProtoField.uint64("weir.animal.ids", "ids", base.DEC, nil, nil, nil) },
    { name = "counts", since = 1, type = { k = "list", prefix = 2, of = { k = "number", size = 8 } }, field = ProtoField.int64("weir.animal.counts", "counts", base.DEC, nil, nil, nil) },
    { name = "flags_list", since = 1, type = { k = "list", prefix = 1, of = { k = "number", size = 1 } }, field = ProtoField.bool("weir.animal.flags_list", "flags_list", base.NONE, nil, nil, nil) },
    { name = "mood_list", since = 1, type = { k = "list", prefix = 1, of = { k = "number", size = 2 } }, field = ProtoField.uint16("weir.animal.mood_list", "mood_list", base.DEC, values.mood, nil, nil) },
    { name = "chunks", since = 1, type = { k = "list", prefix = 1, of = { k = "bytes", prefix = 2 } }, field = ProtoField.bytes("weir.animal.chunks", "chunks", base.NONE, nil) },
    { name = "weight", since = 2, type = { k = "number", size = 8 }, field = ProtoField.double("weir.animal.weight", "weight", nil, nil) },
    { name = "label", since = 2, type = { k = "text", prefix = 1 }, field = ProtoField.string("weir.animal.label", "label", base.UNICODE, nil) },
    { name = "seen", since = 3, type = { k = "number", size = 4 }, field = ProtoField.uint32("weir.animal.seen", "seen", base.DEC, nil, nil, nil) },
  } },
  cargo = { growable = false, fields = {
    { name = "cage", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.cargo.cage", "cage", base.DEC, nil, nil, "Where an animal lives.") },
    { name = "head", since = 1, type = { k = "struct", prefix = 1, record = "fish" }, field = ProtoField.none("weir.cargo.head", "head", nil) },
    { name = "data", since = 1, type = { k = "rest", of = "" }, field = ProtoField.bytes("weir.cargo.data", "data", base.NONE, nil) },
  } },
  datagram = { growable = true, fields = {
    { name = "name", since = 1, type = { k = "text", prefix = 1 }, field = ProtoField.string("weir.datagram.name", "name", base.UNICODE, nil) },
  } },
  nothing = { growable = true, fields = {
  } },
  control_request = { growable = false, fields = {
    { name = "request_id", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.control_request.request_id", "request_id", base.DEC, nil, nil, nil) },
    { name = "command", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.control_request.command", "command", base.DEC, values.command, nil, nil) },
    { name = "body", since = 1, type = { k = "rest", of = "request" }, field = ProtoField.bytes("weir.control_request.body", "body", base.NONE, nil) },
  } },
  control_response = { growable = false, fields = {
    { name = "request_id", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.control_response.request_id", "request_id", base.DEC, nil, nil, nil) },
    { name = "command", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.control_response.command", "command", base.DEC, values.command, nil, nil) },
    { name = "status", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.control_response.status", "status", base.DEC, values.status, nil, nil) },
    { name = "body", since = 1, type = { k = "rest", of = "reply" }, field = ProtoField.bytes("weir.control_response.body", "body", base.NONE, nil) },
  } },
  feed_request = { growable = true, fields = {
    { name = "meal", since = 1, type = { k = "struct", prefix = 2, record = "meal" }, field = ProtoField.none("weir.feed_request.meal", "meal", nil) },
  } },
  feed_reply = { growable = true, fields = {
    { name = "left", since = 2, type = { k = "number", size = 1 }, field = ProtoField.uint8("weir.feed_reply.left", "left", base.DEC, nil, nil, nil) },
  } },
  count_request = { growable = true, fields = {
  } },
  count_reply = { growable = true, fields = {
    { name = "total", since = 1, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.count_reply.total", "total", base.DEC, nil, nil, nil) },
  } },
}

for _, field in ipairs(records.animal.fields) do
  if field.name == "skills" then
    field.bits = {
      ProtoField.bool("weir.animal.skills.swims", "swims", 32, nil, 0x1, nil),
      ProtoField.bool("weir.animal.skills.flies", "flies", 32, nil, 0x80000000, nil),
    }
  end
end

-- Which record the body of a command holds.
local bodies = {
  request = function(seen) return command_names[seen.command] and command_names[seen.command] .. "_request" end,
  reply = function(seen)
    if seen.status ~= 0 then return "refusal" end
    return command_names[seen.command] and command_names[seen.command] .. "_reply"
  end,
}

-- ---- the walker

local message_fields = {
  type = ProtoField.uint16("weir.type", "message type", base.HEX, message_names),
  length = ProtoField.uint32("weir.length", "payload length", base.DEC),
  extra = ProtoField.bytes("weir.extra", "unknown trailing bytes"),
  count = ProtoField.uint32("weir.count", "count", base.DEC),
  request_in = ProtoField.framenum("weir.request_in", "Request in frame", base.NONE, frametype.REQUEST),
  reply_in = ProtoField.framenum("weir.reply_in", "Reply in frame", base.NONE, frametype.RESPONSE),
}
local experts = {
  truncated = ProtoExpert.new("weir.truncated", "The bytes end inside a field", expert.group.MALFORMED, expert.severity.ERROR),
  unknown = ProtoExpert.new("weir.unknown", "Message or command that this dissector does not know", expert.group.UNDECODED, expert.severity.NOTE),
  extra = ProtoExpert.new("weir.newer", "A newer peer appended fields", expert.group.UNDECODED, expert.severity.NOTE),
  refused = ProtoExpert.new("weir.refused", "The command was not done", expert.group.RESPONSE_CODE, expert.severity.WARN),
}

local all_fields = {}
for _, field in pairs(message_fields) do table.insert(all_fields, field) end
for _, record in pairs(records) do
  for _, field in ipairs(record.fields) do
    table.insert(all_fields, field.field)
    for _, bit in ipairs(field.bits or {}) do table.insert(all_fields, bit) end
  end
end
weir.fields = all_fields
weir.experts = experts

-- A place in the payload: bytes from `at` up to `last`. Raises TRUNCATED when asked for more.
local TRUNCATED = {}
local Cursor = {}
Cursor.__index = Cursor

function Cursor:take(size)
  if size > self.last - self.at then error(TRUNCATED) end
  local range = self.tvb(self.at, size)
  self.at = self.at + size
  return range
end

function Cursor:number(size)
  return self:take(size):le_uint()
end

local read_record

local function read_value(cursor, tree, field, kind, seen)
  local at = cursor.at
  if kind.k == "number" then
    local range = cursor:take(kind.size)
    local item = tree:add_le(field.field, range)
    for _, bit in ipairs(field.bits or {}) do item:add_le(bit, range) end
    if kind.size <= 4 then seen[field.name] = range:le_uint() end
  elseif kind.k == "text" then
    local size = cursor:number(kind.prefix)
    if size == 0 then tree:add(field.field, cursor.tvb(at, kind.prefix), "") return end
    tree:add(field.field, cursor:take(size))
  elseif kind.k == "bytes" then
    local size = cursor:number(kind.prefix)
    if size > 0 then tree:add(field.field, cursor:take(size)) end
  elseif kind.k == "array" then
    for _ = 1, kind.count do read_value(cursor, tree, field, kind.of, seen) end
  elseif kind.k == "list" then
    local count = cursor:number(kind.prefix)
    local list = tree:add(weir, cursor.tvb(at, kind.prefix), field.name .. ": " .. count)
    list:add_le(message_fields.count, cursor.tvb(at, kind.prefix))
    for _ = 1, count do read_value(cursor, list, field, kind.of, seen) end
    list:set_len(cursor.at - at)
  elseif kind.k == "opt" then
    if cursor:number(1) == 1 then read_value(cursor, tree, field, kind.of, seen) end
  elseif kind.k == "struct" or kind.k == "union" then
    local outer, name = cursor.last, kind.record
    if kind.prefix > 0 then
      local size = cursor:number(kind.prefix)
      if size > cursor.last - cursor.at then error(TRUNCATED) end
      cursor.last = cursor.at + size
    end
    if kind.k == "union" then name = kind.arms[seen[kind.on]] end
    local item = tree:add(field.field, cursor.tvb(at, cursor.at - at))
    if name then
      item:append_text(" (" .. name .. ")")
      read_record(cursor, item, records[name])
    end
    if kind.prefix > 0 then
      cursor.at = cursor.last
      cursor.last = outer
    end
    item:set_len(cursor.at - at)
  elseif cursor.at < cursor.last then -- rest
    local inner = kind.of ~= "" and bodies[kind.of](seen)
    if inner then
      local item = tree:add(weir, cursor.tvb(cursor.at, cursor.last - cursor.at), inner)
      read_record(cursor, item, records[inner])
    else
      tree:add(field.field, cursor:take(cursor.last - cursor.at))
    end
  end
end

read_record = function(cursor, tree, record)
  local seen, since = {}, 1
  for _, field in ipairs(record.fields) do
    if field.since > since then
      since = field.since
      if cursor.at == cursor.last then return seen end
    end
    read_value(cursor, tree, field, field.type, seen)
  end
  if record.growable and cursor.at < cursor.last then
    local item = tree:add(message_fields.extra, cursor:take(cursor.last - cursor.at))
    item:add_proto_expert_info(experts.extra)
  end
  return seen
end

-- ---- requests and their replies

local requests = {} -- conversation -> request id -> {request = frame, reply = frame}

local function conversation(pinfo)
  local a = tostring(pinfo.src) .. ":" .. pinfo.src_port
  local b = tostring(pinfo.dst) .. ":" .. pinfo.dst_port
  return a < b and a .. "|" .. b or b .. "|" .. a
end

local function link(pinfo, tree, name, seen)
  local key = conversation(pinfo)
  requests[key] = requests[key] or {}
  local id = seen.request_id
  if name == "control_request" then
    if not pinfo.visited then requests[key][pinfo.number] = nil; requests[key][id] = { request = pinfo.number } end
    local known = requests[key][id]
    if known and known.reply then tree:add(message_fields.reply_in, known.reply):set_generated() end
  elseif name == "control_response" then
    local known = requests[key][id]
    if known then
      known.reply = known.reply or pinfo.number
      tree:add(message_fields.request_in, known.request):set_generated()
    end
    if seen.status and seen.status ~= 0 then tree:add_proto_expert_info(experts.refused) end
  end
end

-- ---- messages

local header_bytes, payload_bytes_max = 6, 64 * 1024 * 1024

local function dissect_message(tvb, pinfo, tree)
  local type, length = tvb(0, 2):le_uint(), tvb(2, 4):le_uint()
  local name = message_names[type]
  pinfo.cols.protocol = "Weir"
  local item = tree:add(weir, tvb(), "Weir " .. (name or string.format("message 0x%04x", type)))
  item:add_le(message_fields.type, tvb(0, 2))
  item:add_le(message_fields.length, tvb(2, 4))
  local detail = name or string.format("0x%04x", type)
  if name then
    local cursor = setmetatable({ tvb = tvb, at = header_bytes, last = math.min(tvb:len(), header_bytes + length) }, Cursor)
    local done, found = pcall(read_record, cursor, item, records[name])
    if done then
      link(pinfo, item, name, found)
      if found.command then detail = detail .. " " .. (command_names[found.command] or found.command) end
      if found.stream_id then detail = detail .. " stream " .. found.stream_id end
    elseif found == TRUNCATED then
      item:add_proto_expert_info(experts.truncated)
      detail = detail .. " [truncated]"
    else
      error(found, 0)
    end
  else
    item:add_proto_expert_info(experts.unknown)
  end
  if tostring(pinfo.cols.info):find("^weir: ") then
    pinfo.cols.info:append(", " .. detail)
  else
    pinfo.cols.info = "weir: " .. detail
  end
  return tvb:len()
end

local function message_length(tvb, _, offset)
  return header_bytes + tvb(offset + 2, 4):le_uint()
end

function weir.dissector(tvb, pinfo, tree)
  if pinfo.port_type == 3 then return dissect_message(tvb, pinfo, tree) end -- UDP
  pinfo.cols.info = ""
  dissect_tcp_pdus(tvb, tree, header_bytes, message_length, dissect_message)
  return tvb:len()
end

local function looks_like_ours(tvb)
  if tvb:len() < header_bytes then return false end
  return message_names[tvb(0, 2):le_uint()] ~= nil and tvb(2, 4):le_uint() <= payload_bytes_max
end

weir:register_heuristic("tcp", function(tvb, pinfo, tree)
  if not looks_like_ours(tvb) then return false end
  pinfo.conversation = weir
  pinfo.can_desegment = 2 -- as TCP itself says it; each call of a dissector counts it down
  weir.dissector(tvb, pinfo, tree)
  return true
end)

weir:register_heuristic("udp", function(tvb, pinfo, tree)
  if not looks_like_ours(tvb) or tvb(2, 4):le_uint() + header_bytes ~= tvb:len() then return false end
  weir.dissector(tvb, pinfo, tree)
  return true
end)

DissectorTable.get("tcp.port"):add_for_decode_as(weir)
DissectorTable.get("udp.port"):add_for_decode_as(weir)
