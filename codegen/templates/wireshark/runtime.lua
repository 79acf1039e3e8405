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
