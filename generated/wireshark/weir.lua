-- Generated from schema/ by codegen. Do not edit.
-- Wireshark dissector of protocol version 2: wireshark -X lua_script:weir.lua

local weir = Proto("weir", "Weir live video routing")

local message_names = {
  [0x0001] = "video_frame",
  [0x0002] = "control_request",
  [0x0003] = "control_response",
  [0x0004] = "stream_event",
  [0x0006] = "timed_frame",
  [0x0007] = "hello",
  [0x0008] = "ping",
  [0x0009] = "pong",
  [0x000a] = "congestion_report",
  [0x0010] = "announcement",
  [0x0011] = "probe",
  [0x0012] = "delivery_mark",
  [0x0013] = "delivery_ack",
  [0x0018] = "state_change",
}
local command_names = {
  [0x0001] = "stream_open",
  [0x0002] = "stream_close",
  [0x0003] = "enum_devices",
  [0x0004] = "enum_controls",
  [0x0005] = "get_control",
  [0x0006] = "set_control",
  [0x0007] = "enum_monitors",
  [0x0008] = "start_ingest",
  [0x0009] = "stop_ingest",
  [0x000a] = "start_display",
  [0x000b] = "stop_display",
  [0x0010] = "get_config_state",
  [0x0011] = "get_runtime_state",
  [0x0012] = "start_sink",
  [0x0013] = "stop_sink",
  [0x0014] = "start_relay",
  [0x0015] = "stop_relay",
  [0x0018] = "subscribe",
  [0x0019] = "reconcile_now",
  [0x001a] = "set_log_level",
  [0x001b] = "shutdown",
  [0x001c] = "get_events",
  [0x0020] = "resume_delivery",
}
local values = {
  access = { [1] = "view", [2] = "control", [3] = "admin" },
  status = { [0] = "ok", [1] = "error", [2] = "unknown_command", [3] = "invalid_params", [4] = "not_found", [5] = "refused", [6] = "unsupported_format", [7] = "conflict", [8] = "unavailable" },
  device_kind = { [1] = "camera", [2] = "screen", [3] = "pattern", [4] = "file" },
  control_type = { [1] = "integer", [2] = "boolean", [3] = "menu", [4] = "button", [5] = "integer64", [6] = "control_class", [7] = "text", [8] = "bitmask", [9] = "integer_menu" },
  format = { [0x0001] = "mjpeg", [0x0002] = "h264", [0x0003] = "h265", [0x0004] = "av1", [0x0005] = "ffv1", [0x0006] = "prores", [0x0007] = "qoi", [0x0008] = "raw", [0x0009] = "raw_zstd" },
  pixel_format = { [0] = "none", [0x0001] = "bgra8888", [0x0002] = "rgba8888", [0x0003] = "bgr888", [0x0004] = "yuv420p", [0x0005] = "yuv422" },
  origin = { [0x0001] = "device_native", [0x0002] = "libjpeg_turbo", [0x0003] = "ffmpeg_libavcodec", [0x0004] = "ffmpeg_subprocess", [0x0005] = "vaapi", [0x0006] = "nvenc", [0x0007] = "software" },
  event_code = { [0x01] = "interrupted", [0x02] = "resumed" },
  media_kind = { [1] = "video", [2] = "audio", [3] = "data" },
  delivery_mode = { [1] = "low_latency", [2] = "completeness", [3] = "opaque" },
  slot_policy = { [1] = "replace_pending", [2] = "keep_pending" },
  drop_policy = { [1] = "drop_oldest", [2] = "drop_newest" },
  budget_policy = { [1] = "hard", [2] = "soft" },
  scheduler = { [1] = "strict_priority", [2] = "round_robin", [3] = "weighted_round_robin", [4] = "deficit_round_robin", [5] = "source_suppression" },
  drop_cause = { [1] = "replaced", [2] = "slot_busy", [3] = "frame_budget", [4] = "byte_budget", [5] = "oversized", [6] = "interrupted", [7] = "output_closed", [8] = "handoff_full", [9] = "awaiting_keyframe", [10] = "memory_ceiling", [11] = "suppressed", [12] = "not_stored", [13] = "not_shown" },
  event_subject = { [1] = "node", [2] = "wanted", [3] = "resource", [4] = "stream", [5] = "output", [6] = "peer" },
  transport_mode = { [0] = "auto", [1] = "encapsulated", [2] = "opaque" },
  scale = { [1] = "stretch", [2] = "fit", [3] = "fill", [4] = "one_to_one" },
  anchor = { [1] = "center", [2] = "top_left" },
  command = { [0x0001] = "stream_open", [0x0002] = "stream_close", [0x0003] = "enum_devices", [0x0004] = "enum_controls", [0x0005] = "get_control", [0x0006] = "set_control", [0x0007] = "enum_monitors", [0x0008] = "start_ingest", [0x0009] = "stop_ingest", [0x000a] = "start_display", [0x000b] = "stop_display", [0x0010] = "get_config_state", [0x0011] = "get_runtime_state", [0x0012] = "start_sink", [0x0013] = "stop_sink", [0x0014] = "start_relay", [0x0015] = "stop_relay", [0x0018] = "subscribe", [0x0019] = "reconcile_now", [0x001a] = "set_log_level", [0x001b] = "shutdown", [0x001c] = "get_events", [0x0020] = "resume_delivery" },
}
local records = {
  refusal = { growable = true, fields = {
    { name = "reason", since = 1, type = { k = "text", prefix = 1 }, field = ProtoField.string("weir.refusal.reason", "reason", base.UNICODE, "One sentence for the person who asked.") },
  } },
  device_format = { growable = true, fields = {
    { name = "format", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.device_format.format", "format", base.DEC, values.format, nil, nil) },
    { name = "pixel_format", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.device_format.pixel_format", "pixel_format", base.DEC, values.pixel_format, nil, nil) },
    { name = "width", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.device_format.width", "width [px]", base.DEC, nil, nil, nil) },
    { name = "height", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.device_format.height", "height [px]", base.DEC, nil, nil, nil) },
    { name = "fps_n", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.device_format.fps_n", "fps_n", base.DEC, nil, nil, nil) },
    { name = "fps_d", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.device_format.fps_d", "fps_d", base.DEC, nil, nil, nil) },
  } },
  device = { growable = true, fields = {
    { name = "kind", since = 1, type = { k = "number", size = 1 }, field = ProtoField.uint8("weir.device.kind", "kind", base.DEC, values.device_kind, nil, nil) },
    { name = "path", since = 1, type = { k = "text", prefix = 1 }, field = ProtoField.string("weir.device.path", "path", base.UNICODE, "What start_ingest calls it.") },
    { name = "name", since = 1, type = { k = "text", prefix = 1 }, field = ProtoField.string("weir.device.name", "name", base.UNICODE, "What its maker calls it.") },
    { name = "driver", since = 1, type = { k = "text", prefix = 1 }, field = ProtoField.string("weir.device.driver", "driver", base.UNICODE, nil) },
    { name = "bus", since = 1, type = { k = "text", prefix = 1 }, field = ProtoField.string("weir.device.bus", "bus", base.UNICODE, "Where it is plugged in.") },
    { name = "formats", since = 1, type = { k = "list", prefix = 1, of = { k = "struct", prefix = 2, record = "device_format" } }, field = ProtoField.none("weir.device.formats", "formats", nil) },
  } },
  menu_item = { growable = true, fields = {
    { name = "index", since = 1, type = { k = "number", size = 4 }, field = ProtoField.uint32("weir.menu_item.index", "index", base.DEC, nil, nil, nil) },
    { name = "value", since = 1, type = { k = "number", size = 8 }, field = ProtoField.int64("weir.menu_item.value", "value", base.DEC, nil, nil, "The number of an integer_menu item.") },
    { name = "name", since = 1, type = { k = "text", prefix = 1 }, field = ProtoField.string("weir.menu_item.name", "name", base.UNICODE, nil) },
  } },
  control = { growable = true, fields = {
    { name = "id", since = 1, type = { k = "number", size = 4 }, field = ProtoField.uint32("weir.control.id", "id", base.HEX, nil, nil, "V4L2's control id.") },
    { name = "type", since = 1, type = { k = "number", size = 1 }, field = ProtoField.uint8("weir.control.type", "type", base.DEC, values.control_type, nil, nil) },
    { name = "flags", since = 1, type = { k = "number", size = 4 }, field = ProtoField.uint32("weir.control.flags", "flags", base.HEX, nil, nil, "V4L2's control flags.") },
    { name = "minimum", since = 1, type = { k = "number", size = 8 }, field = ProtoField.int64("weir.control.minimum", "minimum", base.DEC, nil, nil, nil) },
    { name = "maximum", since = 1, type = { k = "number", size = 8 }, field = ProtoField.int64("weir.control.maximum", "maximum", base.DEC, nil, nil, nil) },
    { name = "step", since = 1, type = { k = "number", size = 8 }, field = ProtoField.int64("weir.control.step", "step", base.DEC, nil, nil, nil) },
    { name = "default_value", since = 1, type = { k = "number", size = 8 }, field = ProtoField.int64("weir.control.default_value", "default_value", base.DEC, nil, nil, nil) },
    { name = "value", since = 1, type = { k = "number", size = 8 }, field = ProtoField.int64("weir.control.value", "value", base.DEC, nil, nil, nil) },
    { name = "name", since = 1, type = { k = "text", prefix = 1 }, field = ProtoField.string("weir.control.name", "name", base.UNICODE, nil) },
    { name = "menu", since = 1, type = { k = "list", prefix = 1, of = { k = "struct", prefix = 2, record = "menu_item" } }, field = ProtoField.none("weir.control.menu", "menu", nil) },
  } },
  monitor = { growable = true, fields = {
    { name = "x", since = 1, type = { k = "number", size = 4 }, field = ProtoField.int32("weir.monitor.x", "x [px]", base.DEC, nil, nil, nil) },
    { name = "y", since = 1, type = { k = "number", size = 4 }, field = ProtoField.int32("weir.monitor.y", "y [px]", base.DEC, nil, nil, nil) },
    { name = "width", since = 1, type = { k = "number", size = 4 }, field = ProtoField.uint32("weir.monitor.width", "width [px]", base.DEC, nil, nil, nil) },
    { name = "height", since = 1, type = { k = "number", size = 4 }, field = ProtoField.uint32("weir.monitor.height", "height [px]", base.DEC, nil, nil, nil) },
    { name = "width_mm", since = 1, type = { k = "number", size = 4 }, field = ProtoField.uint32("weir.monitor.width_mm", "width_mm [mm]", base.DEC, nil, nil, nil) },
    { name = "height_mm", since = 1, type = { k = "number", size = 4 }, field = ProtoField.uint32("weir.monitor.height_mm", "height_mm [mm]", base.DEC, nil, nil, nil) },
    { name = "refresh", since = 1, type = { k = "number", size = 4 }, field = ProtoField.uint32("weir.monitor.refresh", "refresh [mHz]", base.DEC, nil, nil, nil) },
    { name = "name", since = 1, type = { k = "text", prefix = 1 }, field = ProtoField.string("weir.monitor.name", "name", base.UNICODE, nil) },
  } },
  media_head = { growable = true, fields = {
    { name = "media_kind", since = 1, type = { k = "number", size = 1 }, field = ProtoField.uint8("weir.media_head.media_kind", "media_kind", base.DEC, values.media_kind, nil, nil) },
    { name = "flags", since = 1, type = { k = "number", size = 1 }, field = ProtoField.uint8("weir.media_head.flags", "flags", base.HEX, nil, nil, nil) },
    { name = "sequence", since = 1, type = { k = "number", size = 4 }, field = ProtoField.uint32("weir.media_head.sequence", "sequence", base.DEC, nil, nil, "Per stream, +1 per frame produced, wraps. A gap is a loss.") },
    { name = "capture_time", since = 1, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.media_head.capture_time", "capture_time [us]", base.DEC, nil, nil, "Unix time at which the source took the frame.") },
  } },
  relay_edge = { growable = true, fields = {
    { name = "output_id", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.relay_edge.output_id", "output_id", base.DEC, nil, nil, "Assigned by the relaying node when it starts an output. 0 is no output.") },
    { name = "stream_id", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.relay_edge.stream_id", "stream_id", base.DEC, nil, nil, "Assigned by the controller; unique within a site. 0 is no stream.") },
    { name = "output_stream_id", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.relay_edge.output_stream_id", "output_stream_id", base.DEC, nil, nil, "Id of the stream on this output; 0 passes stream_id through.") },
    { name = "mode", since = 1, type = { k = "number", size = 1 }, field = ProtoField.uint8("weir.relay_edge.mode", "mode", base.DEC, values.delivery_mode, nil, nil) },
    { name = "slot_policy", since = 1, type = { k = "number", size = 1 }, field = ProtoField.uint8("weir.relay_edge.slot_policy", "slot_policy", base.DEC, values.slot_policy, nil, nil) },
    { name = "drop_policy", since = 1, type = { k = "number", size = 1 }, field = ProtoField.uint8("weir.relay_edge.drop_policy", "drop_policy", base.DEC, values.drop_policy, nil, nil) },
    { name = "priority", since = 1, type = { k = "number", size = 1 }, field = ProtoField.uint8("weir.relay_edge.priority", "priority", base.DEC, nil, nil, "Higher goes first.") },
    { name = "frames_max", since = 1, type = { k = "number", size = 4 }, field = ProtoField.uint32("weir.relay_edge.frames_max", "frames_max [frames]", base.DEC, nil, nil, "Frame budget of a completeness output; 0 is the node's default.") },
    { name = "bytes_max", since = 1, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.relay_edge.bytes_max", "bytes_max [bytes]", base.DEC, nil, nil, "Byte budget of a completeness output; 0 is the node's default.") },
    { name = "dest_port", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.relay_edge.dest_port", "dest_port", base.DEC, nil, nil, "0 when dest_host is a node name or empty.") },
    { name = "dest_host", since = 1, type = { k = "text", prefix = 1 }, field = ProtoField.string("weir.relay_edge.dest_host", "dest_host", base.UNICODE, "Node name or host. Empty with dest_port 0 delivers on this connection, for as long as it lives.") },
    { name = "budget_policy", since = 2, type = { k = "number", size = 1 }, field = ProtoField.uint8("weir.relay_edge.budget_policy", "budget_policy", base.DEC, values.budget_policy, nil, "Of a completeness output; 0 is hard.") },
    { name = "scheduler", since = 2, type = { k = "number", size = 1 }, field = ProtoField.uint8("weir.relay_edge.scheduler", "scheduler", base.DEC, values.scheduler, nil, "Of the connection that the output leaves by; all its outputs that name one name the same. 0 leaves it as it is, at first the node's default.") },
    { name = "weight", since = 2, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.relay_edge.weight", "weight", base.DEC, nil, nil, "Share of the connection under weighted and deficit round-robin; 0 counts as 1.") },
    { name = "acknowledged", since = 2, type = { k = "number", size = 1 }, field = ProtoField.bool("weir.relay_edge.acknowledged", "acknowledged", base.NONE, nil, nil, "The reader answers for what it has, and gets the rest again after a lost connection. Completeness only.") },
    { name = "site_id", since = 2, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.relay_edge.site_id", "site_id", base.DEC, nil, nil, "Of the stream and of dest_host; 0 is the node's own site.") },
  } },
  drop_count = { growable = true, fields = {
    { name = "cause", since = 1, type = { k = "number", size = 1 }, field = ProtoField.uint8("weir.drop_count.cause", "cause", base.DEC, values.drop_cause, nil, nil) },
    { name = "frames", since = 1, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.drop_count.frames", "frames [frames]", base.DEC, nil, nil, nil) },
  } },
  node_event = { growable = true, fields = {
    { name = "number", since = 1, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.node_event.number", "number", base.DEC, nil, nil, "From 1 at the node's start, +1 per event; a gap is what the reader missed.") },
    { name = "at", since = 1, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.node_event.at", "at [ms]", base.DEC, nil, nil, "Unix time.") },
    { name = "subject", since = 1, type = { k = "number", size = 1 }, field = ProtoField.uint8("weir.node_event.subject", "subject", base.DEC, values.event_subject, nil, nil) },
    { name = "name", since = 1, type = { k = "text", prefix = 1 }, field = ProtoField.string("weir.node_event.name", "name", base.UNICODE, "Of the subject.") },
    { name = "before", since = 1, type = { k = "text", prefix = 1 }, field = ProtoField.string("weir.node_event.before", "before", base.UNICODE, "State it was in; empty when it is new.") },
    { name = "after", since = 1, type = { k = "text", prefix = 1 }, field = ProtoField.string("weir.node_event.after", "after", base.UNICODE, "State it is in since; empty when it is gone.") },
    { name = "detail", since = 1, type = { k = "text", prefix = 1 }, field = ProtoField.string("weir.node_event.detail", "detail", base.UNICODE, "For people: why, as far as the node knows.") },
  } },
  resource_state = { growable = true, fields = {
    { name = "kind", since = 1, type = { k = "text", prefix = 1 }, field = ProtoField.string("weir.resource_state.kind", "kind", base.UNICODE, "capture, connection, output, ...") },
    { name = "name", since = 1, type = { k = "text", prefix = 1 }, field = ProtoField.string("weir.resource_state.name", "name", base.UNICODE, nil) },
    { name = "current", since = 1, type = { k = "text", prefix = 1 }, field = ProtoField.string("weir.resource_state.current", "current", base.UNICODE, "State it is in.") },
    { name = "wanted", since = 1, type = { k = "text", prefix = 1 }, field = ProtoField.string("weir.resource_state.wanted", "wanted", base.UNICODE, "State it should be in.") },
    { name = "since", since = 1, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.resource_state.since", "since [ms]", base.DEC, nil, nil, "For how long it has been in its current state.") },
    { name = "retry_in", since = 1, type = { k = "number", size = 4 }, field = ProtoField.uint32("weir.resource_state.retry_in", "retry_in [ms]", base.DEC, nil, nil, "Until the next try; 0 when none is due.") },
    { name = "error", since = 1, type = { k = "text", prefix = 1 }, field = ProtoField.string("weir.resource_state.error", "error", base.UNICODE, "Why it is not where it should be; empty when nothing is wrong.") },
    { name = "number", since = 2, type = { k = "number", size = 4 }, field = ProtoField.uint32("weir.resource_state.number", "number", base.DEC, nil, nil, "Its own for as long as the node runs; 0 from older nodes.") },
    { name = "action", since = 2, type = { k = "text", prefix = 1 }, field = ProtoField.string("weir.resource_state.action", "action", base.UNICODE, "The step in progress; empty when there is none.") },
    { name = "failures", since = 2, type = { k = "number", size = 4 }, field = ProtoField.uint32("weir.resource_state.failures", "failures", base.DEC, nil, nil, "In a row; forgotten when the wanted state was held for a while.") },
    { name = "gave_up", since = 2, type = { k = "number", size = 1 }, field = ProtoField.bool("weir.resource_state.gave_up", "gave_up", base.NONE, nil, nil, "Not tried again until it is wanted otherwise, its device appears or reconcile_now asks.") },
    { name = "waits_for", since = 2, type = { k = "text", prefix = 1 }, field = ProtoField.string("weir.resource_state.waits_for", "waits_for", base.UNICODE, "Name of the resource that must be there first; empty when there is none.") },
  } },
  stream_state = { growable = true, fields = {
    { name = "stream_id", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.stream_state.stream_id", "stream_id", base.DEC, nil, nil, "Assigned by the controller; unique within a site. 0 is no stream.") },
    { name = "live", since = 1, type = { k = "number", size = 1 }, field = ProtoField.bool("weir.stream_state.live", "live", base.NONE, nil, nil, "Frames are arriving.") },
    { name = "format", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.stream_state.format", "format", base.DEC, values.format, nil, nil) },
    { name = "pixel_format", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.stream_state.pixel_format", "pixel_format", base.DEC, values.pixel_format, nil, nil) },
    { name = "origin", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.stream_state.origin", "origin", base.DEC, values.origin, nil, nil) },
    { name = "width", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.stream_state.width", "width [px]", base.DEC, nil, nil, nil) },
    { name = "height", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.stream_state.height", "height [px]", base.DEC, nil, nil, nil) },
    { name = "fps_milli", since = 1, type = { k = "number", size = 4 }, field = ProtoField.uint32("weir.stream_state.fps_milli", "fps_milli [mHz]", base.DEC, nil, nil, "Measured frame rate.") },
    { name = "bits_per_second", since = 1, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.stream_state.bits_per_second", "bits_per_second [bit/s]", base.DEC, nil, nil, "Measured payload rate.") },
    { name = "frames_received", since = 1, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.stream_state.frames_received", "frames_received [frames]", base.DEC, nil, nil, nil) },
    { name = "frames_lost", since = 1, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.stream_state.frames_lost", "frames_lost [frames]", base.DEC, nil, nil, "Gaps in the sequence numbers.") },
    { name = "source", since = 1, type = { k = "text", prefix = 1 }, field = ProtoField.string("weir.stream_state.source", "source", base.UNICODE, "Peer or device that it comes from.") },
    { name = "frames_refused", since = 2, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.stream_state.frames_refused", "frames_refused [frames]", base.DEC, nil, nil, "Not taken in because the node's frame memory was full.") },
    { name = "frames_missing", since = 2, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.stream_state.frames_missing", "frames_missing [frames]", base.DEC, nil, nil, "Of an acknowledged stream: lost for good before they got here, as its source says.") },
    { name = "frames_repeated", since = 2, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.stream_state.frames_repeated", "frames_repeated [frames]", base.DEC, nil, nil, "Of an acknowledged stream: came again after a lost connection, and went no further.") },
  } },
  output_state = { growable = true, fields = {
    { name = "output_id", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.output_state.output_id", "output_id", base.DEC, nil, nil, "Assigned by the relaying node when it starts an output. 0 is no output.") },
    { name = "stream_id", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.output_state.stream_id", "stream_id", base.DEC, nil, nil, "Assigned by the controller; unique within a site. 0 is no stream.") },
    { name = "mode", since = 1, type = { k = "number", size = 1 }, field = ProtoField.uint8("weir.output_state.mode", "mode", base.DEC, values.delivery_mode, nil, nil) },
    { name = "peer", since = 1, type = { k = "text", prefix = 1 }, field = ProtoField.string("weir.output_state.peer", "peer", base.UNICODE, "Who reads it.") },
    { name = "connected", since = 1, type = { k = "number", size = 1 }, field = ProtoField.bool("weir.output_state.connected", "connected", base.NONE, nil, nil, nil) },
    { name = "frames_received", since = 1, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.output_state.frames_received", "frames_received [frames]", base.DEC, nil, nil, nil) },
    { name = "frames_sent", since = 1, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.output_state.frames_sent", "frames_sent [frames]", base.DEC, nil, nil, nil) },
    { name = "frames_waiting", since = 1, type = { k = "number", size = 4 }, field = ProtoField.uint32("weir.output_state.frames_waiting", "frames_waiting [frames]", base.DEC, nil, nil, nil) },
    { name = "bytes_waiting", since = 1, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.output_state.bytes_waiting", "bytes_waiting [bytes]", base.DEC, nil, nil, nil) },
    { name = "oldest_age", since = 1, type = { k = "number", size = 4 }, field = ProtoField.uint32("weir.output_state.oldest_age", "oldest_age [ms]", base.DEC, nil, nil, "Age of the oldest waiting frame.") },
    { name = "kernel_queue", since = 1, type = { k = "number", size = 4 }, field = ProtoField.uint32("weir.output_state.kernel_queue", "kernel_queue [bytes]", base.DEC, nil, nil, nil) },
    { name = "fps_milli", since = 1, type = { k = "number", size = 4 }, field = ProtoField.uint32("weir.output_state.fps_milli", "fps_milli [mHz]", base.DEC, nil, nil, "Measured frame rate.") },
    { name = "drops", since = 1, type = { k = "list", prefix = 1, of = { k = "struct", prefix = 2, record = "drop_count" } }, field = ProtoField.none("weir.output_state.drops", "drops", nil) },
    { name = "gaps", since = 2, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.output_state.gaps", "gaps", base.DEC, nil, nil, "How often the reader of an inter-coded stream was told, by a discontinuity flag, that frames before are missing.") },
    { name = "bits_per_second", since = 2, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.output_state.bits_per_second", "bits_per_second [bit/s]", base.DEC, nil, nil, "Measured payload rate.") },
    { name = "congested", since = 2, type = { k = "number", size = 1 }, field = ProtoField.bool("weir.output_state.congested", "congested", base.NONE, nil, nil, "It drops, or a frame has waited for long.") },
    { name = "frames_retained", since = 2, type = { k = "number", size = 4 }, field = ProtoField.uint32("weir.output_state.frames_retained", "frames_retained [frames]", base.DEC, nil, nil, "Sent and not acknowledged yet; 0 where nobody asked for acknowledgements.") },
    { name = "bytes_retained", since = 2, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.output_state.bytes_retained", "bytes_retained [bytes]", base.DEC, nil, nil, "Of the retained frames.") },
    { name = "frames_overrun", since = 2, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.output_state.frames_overrun", "frames_overrun [frames]", base.DEC, nil, nil, "Forgotten before they were acknowledged, because there was no more room for them; lost if the connection is.") },
  } },
  peer_state = { growable = true, fields = {
    { name = "name", since = 1, type = { k = "text", prefix = 1 }, field = ProtoField.string("weir.peer_state.name", "name", base.UNICODE, nil) },
    { name = "address", since = 1, type = { k = "text", prefix = 1 }, field = ProtoField.string("weir.peer_state.address", "address", base.UNICODE, "host:port.") },
    { name = "site_id", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.peer_state.site_id", "site_id", base.DEC, nil, nil, "0 is local or unassigned and never crosses a site boundary.") },
    { name = "function_flags", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.peer_state.function_flags", "function_flags", base.HEX, nil, nil, nil) },
    { name = "boot_nonce", since = 1, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.peer_state.boot_nonce", "boot_nonce", base.HEX, nil, nil, "Random at every start of a node; a new one means a restart.") },
    { name = "last_seen", since = 1, type = { k = "number", size = 4 }, field = ProtoField.uint32("weir.peer_state.last_seen", "last_seen [ms]", base.DEC, nil, nil, "Age of its last announcement.") },
    { name = "duplicate", since = 1, type = { k = "number", size = 1 }, field = ProtoField.bool("weir.peer_state.duplicate", "duplicate", base.NONE, nil, nil, "Another node has the same name.") },
  } },
  ingest = { growable = true, fields = {
    { name = "stream_id", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.ingest.stream_id", "stream_id", base.DEC, nil, nil, "Assigned by the controller; unique within a site. 0 is no stream.") },
    { name = "format", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.ingest.format", "format", base.DEC, values.format, nil, "0 lets the node choose.") },
    { name = "width", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.ingest.width", "width [px]", base.DEC, nil, nil, "0 lets the node choose.") },
    { name = "height", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.ingest.height", "height [px]", base.DEC, nil, nil, "0 lets the node choose.") },
    { name = "fps_n", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.ingest.fps_n", "fps_n", base.DEC, nil, nil, "Numerator of the frame rate; 0 lets the node choose.") },
    { name = "fps_d", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.ingest.fps_d", "fps_d", base.DEC, nil, nil, "Denominator of the frame rate.") },
    { name = "dest_port", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.ingest.dest_port", "dest_port", base.DEC, nil, nil, "0 when dest_host is a node name or empty.") },
    { name = "transport_mode", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.ingest.transport_mode", "transport_mode", base.DEC, values.transport_mode, nil, nil) },
    { name = "device_path", since = 1, type = { k = "text", prefix = 1 }, field = ProtoField.string("weir.ingest.device_path", "device_path", base.UNICODE, "/dev/video0, screen:, pattern: or file:/path.") },
    { name = "dest_host", since = 1, type = { k = "text", prefix = 1 }, field = ProtoField.string("weir.ingest.dest_host", "dest_host", base.UNICODE, "Node name or host to push to; empty keeps the stream on the node for readers to attach.") },
    { name = "site_id", since = 2, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.ingest.site_id", "site_id", base.DEC, nil, nil, "Of the stream and of dest_host; 0 is the node's own site.") },
  } },
  display = { growable = true, fields = {
    { name = "stream_id", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.display.stream_id", "stream_id", base.DEC, nil, nil, "Assigned by the controller; unique within a site. 0 is no stream.") },
    { name = "win_x", since = 1, type = { k = "number", size = 2 }, field = ProtoField.int16("weir.display.win_x", "win_x [px]", base.DEC, nil, nil, nil) },
    { name = "win_y", since = 1, type = { k = "number", size = 2 }, field = ProtoField.int16("weir.display.win_y", "win_y [px]", base.DEC, nil, nil, nil) },
    { name = "win_w", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.display.win_w", "win_w [px]", base.DEC, nil, nil, "0 takes the picture's width.") },
    { name = "win_h", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.display.win_h", "win_h [px]", base.DEC, nil, nil, "0 takes the picture's height.") },
    { name = "scale", since = 1, type = { k = "number", size = 1 }, field = ProtoField.uint8("weir.display.scale", "scale", base.DEC, values.scale, nil, nil) },
    { name = "anchor", since = 1, type = { k = "number", size = 1 }, field = ProtoField.uint8("weir.display.anchor", "anchor", base.DEC, values.anchor, nil, nil) },
    { name = "no_signal_fps", since = 1, type = { k = "number", size = 1 }, field = ProtoField.uint8("weir.display.no_signal_fps", "no_signal_fps", base.DEC, nil, nil, "Rate of the no-signal picture; 0 shows none.") },
    { name = "reserved", since = 1, type = { k = "number", size = 1 }, field = ProtoField.uint8("weir.display.reserved", "reserved", base.DEC, nil, nil, "Send 0.") },
    { name = "site_id", since = 2, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.display.site_id", "site_id", base.DEC, nil, nil, "Of the stream; 0 is the node's own site.") },
  } },
  sink = { growable = true, fields = {
    { name = "stream_id", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.sink.stream_id", "stream_id", base.DEC, nil, nil, "Assigned by the controller; unique within a site. 0 is no stream.") },
    { name = "path", since = 1, type = { k = "text", prefix = 1 }, field = ProtoField.string("weir.sink.path", "path", base.UNICODE, "File to write, below the folder that the node's owner has set aside for recordings.") },
    { name = "site_id", since = 2, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.sink.site_id", "site_id", base.DEC, nil, nil, "Of the stream; 0 is the node's own site.") },
  } },
  control_request = { growable = false, fields = {
    { name = "request_id", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.control_request.request_id", "request_id", base.DEC, nil, nil, "Chosen by the asking side; comes back in the response.") },
    { name = "command", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.control_request.command", "command", base.DEC, values.command, nil, nil) },
    { name = "body", since = 1, type = { k = "rest", of = "request" }, field = ProtoField.bytes("weir.control_request.body", "body", base.NONE, "The command's request.") },
  } },
  control_response = { growable = false, fields = {
    { name = "request_id", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.control_response.request_id", "request_id", base.DEC, nil, nil, "The request's.") },
    { name = "command", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.control_response.command", "command", base.DEC, values.command, nil, "The request's.") },
    { name = "status", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.control_response.status", "status", base.DEC, values.status, nil, nil) },
    { name = "body", since = 1, type = { k = "rest", of = "reply" }, field = ProtoField.bytes("weir.control_response.body", "body", base.NONE, "The command's reply when status is ok, else a refusal.") },
  } },
  delivery_mark = { growable = true, fields = {
    { name = "stream_id", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.delivery_mark.stream_id", "stream_id", base.DEC, nil, nil, "Assigned by the controller; unique within a site. 0 is no stream.") },
    { name = "epoch", since = 1, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.delivery_mark.epoch", "epoch", base.HEX, nil, nil, "Names the numbering; drawn by the first node that has the stream, passed on by relays.") },
    { name = "number", since = 1, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.delivery_mark.number", "number", base.DEC, nil, nil, "Position of the next frame within the epoch.") },
  } },
  delivery_ack = { growable = true, fields = {
    { name = "stream_id", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.delivery_ack.stream_id", "stream_id", base.DEC, nil, nil, "Assigned by the controller; unique within a site. 0 is no stream.") },
    { name = "epoch", since = 1, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.delivery_ack.epoch", "epoch", base.HEX, nil, nil, "The mark's.") },
    { name = "number", since = 1, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.delivery_ack.number", "number", base.DEC, nil, nil, "The first number that is not answered for.") },
  } },
  announcement = { growable = true, fields = {
    { name = "protocol_version", since = 1, type = { k = "number", size = 1 }, field = ProtoField.uint8("weir.announcement.protocol_version", "protocol_version", base.DEC, nil, nil, nil) },
    { name = "site_id", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.announcement.site_id", "site_id", base.DEC, nil, nil, "0 is local or unassigned and never crosses a site boundary.") },
    { name = "tcp_port", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.announcement.tcp_port", "tcp_port", base.DEC, nil, nil, "Where a node accepts connections.") },
    { name = "function_flags", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.announcement.function_flags", "function_flags", base.HEX, nil, nil, nil) },
    { name = "name", since = 1, type = { k = "text", prefix = 1 }, field = ProtoField.string("weir.announcement.name", "name", base.UNICODE, "namespace:instance.") },
    { name = "boot_nonce", since = 1, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.announcement.boot_nonce", "boot_nonce", base.HEX, nil, nil, "Random at every start of a node; a new one means a restart.") },
  } },
  probe = { growable = true, fields = {
    { name = "boot_nonce", since = 1, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.probe.boot_nonce", "boot_nonce", base.HEX, nil, nil, "The asking node's.") },
  } },
  video_frame = { growable = false, fields = {
    { name = "stream_id", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.video_frame.stream_id", "stream_id", base.DEC, nil, nil, "Assigned by the controller; unique within a site. 0 is no stream.") },
    { name = "data", since = 1, type = { k = "rest", of = "" }, field = ProtoField.bytes("weir.video_frame.data", "data", base.NONE, "One whole encoded picture, as stream_open announced it.") },
  } },
  stream_event = { growable = true, fields = {
    { name = "stream_id", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.stream_event.stream_id", "stream_id", base.DEC, nil, nil, "Assigned by the controller; unique within a site. 0 is no stream.") },
    { name = "code", since = 1, type = { k = "number", size = 1 }, field = ProtoField.uint8("weir.stream_event.code", "code", base.DEC, values.event_code, nil, nil) },
    { name = "age", since = 1, type = { k = "number", size = 4 }, field = ProtoField.uint32("weir.stream_event.age", "age [ms]", base.DEC, nil, nil, "Age of the event when sent.") },
    { name = "detail", since = 1, type = { k = "text", prefix = 1 }, field = ProtoField.string("weir.stream_event.detail", "detail", base.UNICODE, "For people, not for parsing.") },
  } },
  timed_frame = { growable = false, fields = {
    { name = "stream_id", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.timed_frame.stream_id", "stream_id", base.DEC, nil, nil, "Assigned by the controller; unique within a site. 0 is no stream.") },
    { name = "head", since = 1, type = { k = "struct", prefix = 1, record = "media_head" }, field = ProtoField.none("weir.timed_frame.head", "head", "Grows at its end; relays pass on what they do not know.") },
    { name = "data", since = 1, type = { k = "rest", of = "" }, field = ProtoField.bytes("weir.timed_frame.data", "data", base.NONE, "One whole encoded picture, as stream_open announced it.") },
  } },
  hello = { growable = true, fields = {
    { name = "protocol_version", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.hello.protocol_version", "protocol_version", base.DEC, nil, nil, nil) },
    { name = "schema_hash", since = 1, type = { k = "number", size = 4 }, field = ProtoField.uint32("weir.hello.schema_hash", "schema_hash", base.HEX, nil, nil, "Differs when the layouts differ. For the log, not for refusing.") },
    { name = "boot_nonce", since = 1, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.hello.boot_nonce", "boot_nonce", base.HEX, nil, nil, "Random at every start of a node; a new one means a restart.") },
    { name = "site_id", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.hello.site_id", "site_id", base.DEC, nil, nil, "0 is local or unassigned and never crosses a site boundary.") },
    { name = "function_flags", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.hello.function_flags", "function_flags", base.HEX, nil, nil, nil) },
    { name = "node_name", since = 1, type = { k = "text", prefix = 1 }, field = ProtoField.string("weir.hello.node_name", "node_name", base.UNICODE, "namespace:instance.") },
  } },
  ping = { growable = true, fields = {
    { name = "nonce", since = 1, type = { k = "number", size = 4 }, field = ProtoField.uint32("weir.ping.nonce", "nonce", base.DEC, nil, nil, nil) },
    { name = "sent_at", since = 1, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.ping.sent_at", "sent_at [us]", base.DEC, nil, nil, "The sender's clock.") },
  } },
  pong = { growable = true, fields = {
    { name = "nonce", since = 1, type = { k = "number", size = 4 }, field = ProtoField.uint32("weir.pong.nonce", "nonce", base.DEC, nil, nil, "The ping's.") },
    { name = "sent_at", since = 1, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.pong.sent_at", "sent_at [us]", base.DEC, nil, nil, "The ping's.") },
    { name = "answered_at", since = 1, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.pong.answered_at", "answered_at [us]", base.DEC, nil, nil, "The answering node's clock.") },
  } },
  congestion_report = { growable = true, fields = {
    { name = "output_id", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.congestion_report.output_id", "output_id", base.DEC, nil, nil, "Assigned by the relaying node when it starts an output. 0 is no output.") },
    { name = "stream_id", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.congestion_report.stream_id", "stream_id", base.DEC, nil, nil, "Assigned by the controller; unique within a site. 0 is no stream.") },
    { name = "frames_received", since = 1, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.congestion_report.frames_received", "frames_received [frames]", base.DEC, nil, nil, nil) },
    { name = "frames_sent", since = 1, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.congestion_report.frames_sent", "frames_sent [frames]", base.DEC, nil, nil, nil) },
    { name = "frames_waiting", since = 1, type = { k = "number", size = 4 }, field = ProtoField.uint32("weir.congestion_report.frames_waiting", "frames_waiting [frames]", base.DEC, nil, nil, nil) },
    { name = "bytes_waiting", since = 1, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.congestion_report.bytes_waiting", "bytes_waiting [bytes]", base.DEC, nil, nil, nil) },
    { name = "oldest_age", since = 1, type = { k = "number", size = 4 }, field = ProtoField.uint32("weir.congestion_report.oldest_age", "oldest_age [ms]", base.DEC, nil, nil, "Age of the oldest waiting frame.") },
    { name = "kernel_queue", since = 1, type = { k = "number", size = 4 }, field = ProtoField.uint32("weir.congestion_report.kernel_queue", "kernel_queue [bytes]", base.DEC, nil, nil, "Accepted by the kernel and not yet acknowledged by the reader.") },
    { name = "drops", since = 1, type = { k = "list", prefix = 1, of = { k = "struct", prefix = 2, record = "drop_count" } }, field = ProtoField.none("weir.congestion_report.drops", "drops", nil) },
    { name = "congested", since = 2, type = { k = "number", size = 1 }, field = ProtoField.bool("weir.congestion_report.congested", "congested", base.NONE, nil, nil, "It drops, or a frame has waited for long; false when a peer is told that this is over.") },
    { name = "fps_milli", since = 2, type = { k = "number", size = 4 }, field = ProtoField.uint32("weir.congestion_report.fps_milli", "fps_milli [mHz]", base.DEC, nil, nil, "Sent over the last seconds.") },
    { name = "bits_per_second", since = 2, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.congestion_report.bits_per_second", "bits_per_second [bit/s]", base.DEC, nil, nil, "Sent over the last seconds.") },
  } },
  state_change = { growable = true, fields = {
    { name = "full", since = 1, type = { k = "number", size = 1 }, field = ProtoField.bool("weir.state_change.full", "full", base.NONE, nil, nil, "Forget what was told before; this and what follows tell everything.") },
    { name = "more", since = 1, type = { k = "number", size = 1 }, field = ProtoField.bool("weir.state_change.more", "more", base.NONE, nil, nil, "Did not fit into one message; the rest follows.") },
    { name = "revision", since = 1, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.state_change.revision", "revision", base.DEC, nil, nil, "Of what the node is meant to do.") },
    { name = "ingests", since = 1, type = { k = "list", prefix = 2, of = { k = "struct", prefix = 2, record = "ingest" } }, field = ProtoField.none("weir.state_change.ingests", "ingests", "New or different.") },
    { name = "displays", since = 1, type = { k = "list", prefix = 2, of = { k = "struct", prefix = 2, record = "display" } }, field = ProtoField.none("weir.state_change.displays", "displays", "New or different.") },
    { name = "sinks", since = 1, type = { k = "list", prefix = 2, of = { k = "struct", prefix = 2, record = "sink" } }, field = ProtoField.none("weir.state_change.sinks", "sinks", "New or different.") },
    { name = "relays", since = 1, type = { k = "list", prefix = 2, of = { k = "struct", prefix = 2, record = "relay_edge" } }, field = ProtoField.none("weir.state_change.relays", "relays", "New or different.") },
    { name = "ingests_gone", since = 1, type = { k = "list", prefix = 2, of = { k = "number", size = 2 } }, field = ProtoField.uint16("weir.state_change.ingests_gone", "ingests_gone", base.DEC, nil, nil, "No longer wanted.") },
    { name = "displays_gone", since = 1, type = { k = "list", prefix = 2, of = { k = "number", size = 2 } }, field = ProtoField.uint16("weir.state_change.displays_gone", "displays_gone", base.DEC, nil, nil, "No longer wanted.") },
    { name = "sinks_gone", since = 1, type = { k = "list", prefix = 2, of = { k = "number", size = 2 } }, field = ProtoField.uint16("weir.state_change.sinks_gone", "sinks_gone", base.DEC, nil, nil, "No longer wanted.") },
    { name = "relays_gone", since = 1, type = { k = "list", prefix = 2, of = { k = "number", size = 2 } }, field = ProtoField.uint16("weir.state_change.relays_gone", "relays_gone", base.DEC, nil, nil, "No longer wanted.") },
    { name = "resources", since = 1, type = { k = "list", prefix = 2, of = { k = "struct", prefix = 2, record = "resource_state" } }, field = ProtoField.none("weir.state_change.resources", "resources", "New or different; passing time alone is no difference.") },
    { name = "streams", since = 1, type = { k = "list", prefix = 2, of = { k = "struct", prefix = 2, record = "stream_state" } }, field = ProtoField.none("weir.state_change.streams", "streams", "New or different.") },
    { name = "outputs", since = 1, type = { k = "list", prefix = 2, of = { k = "struct", prefix = 2, record = "output_state" } }, field = ProtoField.none("weir.state_change.outputs", "outputs", "New or different.") },
    { name = "peers", since = 1, type = { k = "list", prefix = 2, of = { k = "struct", prefix = 2, record = "peer_state" } }, field = ProtoField.none("weir.state_change.peers", "peers", "New or different; passing time alone is no difference.") },
    { name = "resources_gone", since = 1, type = { k = "list", prefix = 2, of = { k = "number", size = 4 } }, field = ProtoField.uint32("weir.state_change.resources_gone", "resources_gone", base.DEC, nil, nil, "Numbers of resources that are gone.") },
    { name = "streams_gone", since = 1, type = { k = "list", prefix = 2, of = { k = "number", size = 2 } }, field = ProtoField.uint16("weir.state_change.streams_gone", "streams_gone", base.DEC, nil, nil, "No longer there.") },
    { name = "outputs_gone", since = 1, type = { k = "list", prefix = 2, of = { k = "number", size = 2 } }, field = ProtoField.uint16("weir.state_change.outputs_gone", "outputs_gone", base.DEC, nil, nil, "No longer there.") },
    { name = "peers_gone", since = 1, type = { k = "list", prefix = 2, of = { k = "number", size = 8 } }, field = ProtoField.uint64("weir.state_change.peers_gone", "peers_gone", base.DEC, nil, nil, "No longer heard.") },
    { name = "events", since = 2, type = { k = "list", prefix = 2, of = { k = "struct", prefix = 2, record = "node_event" } }, field = ProtoField.none("weir.state_change.events", "events", "What happened since, oldest first, as far as it is still kept; get_events tells what was before.") },
  } },
  resume_delivery_request = { growable = true, fields = {
    { name = "stream_id", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.resume_delivery_request.stream_id", "stream_id", base.DEC, nil, nil, "As it is sent on this connection.") },
    { name = "epoch", since = 1, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.resume_delivery_request.epoch", "epoch", base.HEX, nil, nil, "Of the oldest frame that the sender still has or expects.") },
    { name = "number", since = 1, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.resume_delivery_request.number", "number", base.DEC, nil, nil, "Of that frame.") },
  } },
  resume_delivery_reply = { growable = true, fields = {
    { name = "epoch", since = 1, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.resume_delivery_reply.epoch", "epoch", base.HEX, nil, nil, "Of the newest frame that the receiver has; 0 when it has none.") },
    { name = "number", since = 1, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.resume_delivery_reply.number", "number", base.DEC, nil, nil, "The first number of that epoch that it has not.") },
  } },
  enum_devices_request = { growable = true, fields = {
  } },
  enum_devices_reply = { growable = true, fields = {
    { name = "devices", since = 1, type = { k = "list", prefix = 1, of = { k = "struct", prefix = 2, record = "device" } }, field = ProtoField.none("weir.enum_devices_reply.devices", "devices", nil) },
  } },
  enum_controls_request = { growable = true, fields = {
    { name = "device_path", since = 1, type = { k = "text", prefix = 1 }, field = ProtoField.string("weir.enum_controls_request.device_path", "device_path", base.UNICODE, nil) },
  } },
  enum_controls_reply = { growable = true, fields = {
    { name = "controls", since = 1, type = { k = "list", prefix = 2, of = { k = "struct", prefix = 2, record = "control" } }, field = ProtoField.none("weir.enum_controls_reply.controls", "controls", nil) },
  } },
  get_control_request = { growable = true, fields = {
    { name = "device_path", since = 1, type = { k = "text", prefix = 1 }, field = ProtoField.string("weir.get_control_request.device_path", "device_path", base.UNICODE, nil) },
    { name = "control_id", since = 1, type = { k = "number", size = 4 }, field = ProtoField.uint32("weir.get_control_request.control_id", "control_id", base.HEX, nil, nil, nil) },
  } },
  get_control_reply = { growable = true, fields = {
    { name = "value", since = 1, type = { k = "number", size = 8 }, field = ProtoField.int64("weir.get_control_reply.value", "value", base.DEC, nil, nil, nil) },
  } },
  set_control_request = { growable = true, fields = {
    { name = "device_path", since = 1, type = { k = "text", prefix = 1 }, field = ProtoField.string("weir.set_control_request.device_path", "device_path", base.UNICODE, nil) },
    { name = "control_id", since = 1, type = { k = "number", size = 4 }, field = ProtoField.uint32("weir.set_control_request.control_id", "control_id", base.HEX, nil, nil, nil) },
    { name = "value", since = 1, type = { k = "number", size = 8 }, field = ProtoField.int64("weir.set_control_request.value", "value", base.DEC, nil, nil, nil) },
  } },
  set_control_reply = { growable = true, fields = {
    { name = "value", since = 1, type = { k = "number", size = 8 }, field = ProtoField.int64("weir.set_control_reply.value", "value", base.DEC, nil, nil, "As the driver took it.") },
  } },
  enum_monitors_request = { growable = true, fields = {
  } },
  enum_monitors_reply = { growable = true, fields = {
    { name = "monitors", since = 1, type = { k = "list", prefix = 1, of = { k = "struct", prefix = 2, record = "monitor" } }, field = ProtoField.none("weir.enum_monitors_reply.monitors", "monitors", nil) },
  } },
  start_relay_request = { growable = true, fields = {
    { name = "stream_id", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.start_relay_request.stream_id", "stream_id", base.DEC, nil, nil, "Assigned by the controller; unique within a site. 0 is no stream.") },
    { name = "output_stream_id", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.start_relay_request.output_stream_id", "output_stream_id", base.DEC, nil, nil, "Id of the stream on this output; 0 passes stream_id through.") },
    { name = "mode", since = 1, type = { k = "number", size = 1 }, field = ProtoField.uint8("weir.start_relay_request.mode", "mode", base.DEC, values.delivery_mode, nil, nil) },
    { name = "slot_policy", since = 1, type = { k = "number", size = 1 }, field = ProtoField.uint8("weir.start_relay_request.slot_policy", "slot_policy", base.DEC, values.slot_policy, nil, nil) },
    { name = "drop_policy", since = 1, type = { k = "number", size = 1 }, field = ProtoField.uint8("weir.start_relay_request.drop_policy", "drop_policy", base.DEC, values.drop_policy, nil, nil) },
    { name = "priority", since = 1, type = { k = "number", size = 1 }, field = ProtoField.uint8("weir.start_relay_request.priority", "priority", base.DEC, nil, nil, "Higher goes first.") },
    { name = "frames_max", since = 1, type = { k = "number", size = 4 }, field = ProtoField.uint32("weir.start_relay_request.frames_max", "frames_max [frames]", base.DEC, nil, nil, "Frame budget of a completeness output; 0 is the node's default.") },
    { name = "bytes_max", since = 1, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.start_relay_request.bytes_max", "bytes_max [bytes]", base.DEC, nil, nil, "Byte budget of a completeness output; 0 is the node's default.") },
    { name = "dest_port", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.start_relay_request.dest_port", "dest_port", base.DEC, nil, nil, "0 when dest_host is a node name or empty.") },
    { name = "dest_host", since = 1, type = { k = "text", prefix = 1 }, field = ProtoField.string("weir.start_relay_request.dest_host", "dest_host", base.UNICODE, "Node name or host. Empty with dest_port 0 delivers on this connection, for as long as it lives.") },
    { name = "budget_policy", since = 2, type = { k = "number", size = 1 }, field = ProtoField.uint8("weir.start_relay_request.budget_policy", "budget_policy", base.DEC, values.budget_policy, nil, "Of a completeness output; 0 is hard.") },
    { name = "scheduler", since = 2, type = { k = "number", size = 1 }, field = ProtoField.uint8("weir.start_relay_request.scheduler", "scheduler", base.DEC, values.scheduler, nil, "Of the connection that the output leaves by; all its outputs that name one name the same. 0 leaves it as it is, at first the node's default.") },
    { name = "weight", since = 2, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.start_relay_request.weight", "weight", base.DEC, nil, nil, "Share of the connection under weighted and deficit round-robin; 0 counts as 1.") },
    { name = "acknowledged", since = 2, type = { k = "number", size = 1 }, field = ProtoField.bool("weir.start_relay_request.acknowledged", "acknowledged", base.NONE, nil, nil, "The reader answers for what it has, and gets the rest again after a lost connection. Completeness only.") },
    { name = "site_id", since = 2, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.start_relay_request.site_id", "site_id", base.DEC, nil, nil, "Of the stream and of dest_host; 0 is the node's own site.") },
  } },
  start_relay_reply = { growable = true, fields = {
    { name = "output_id", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.start_relay_reply.output_id", "output_id", base.DEC, nil, nil, "Assigned by the relaying node when it starts an output. 0 is no output.") },
  } },
  stop_relay_request = { growable = true, fields = {
    { name = "output_id", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.stop_relay_request.output_id", "output_id", base.DEC, nil, nil, "Assigned by the relaying node when it starts an output. 0 is no output.") },
  } },
  stop_relay_reply = { growable = true, fields = {
  } },
  get_config_state_request = { growable = true, fields = {
  } },
  get_config_state_reply = { growable = true, fields = {
    { name = "revision", since = 1, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.get_config_state_reply.revision", "revision", base.DEC, nil, nil, "Grows with every change.") },
    { name = "ingests", since = 1, type = { k = "list", prefix = 2, of = { k = "struct", prefix = 2, record = "ingest" } }, field = ProtoField.none("weir.get_config_state_reply.ingests", "ingests", nil) },
    { name = "displays", since = 1, type = { k = "list", prefix = 2, of = { k = "struct", prefix = 2, record = "display" } }, field = ProtoField.none("weir.get_config_state_reply.displays", "displays", nil) },
    { name = "sinks", since = 1, type = { k = "list", prefix = 2, of = { k = "struct", prefix = 2, record = "sink" } }, field = ProtoField.none("weir.get_config_state_reply.sinks", "sinks", nil) },
    { name = "relays", since = 1, type = { k = "list", prefix = 2, of = { k = "struct", prefix = 2, record = "relay_edge" } }, field = ProtoField.none("weir.get_config_state_reply.relays", "relays", nil) },
  } },
  get_runtime_state_request = { growable = true, fields = {
  } },
  get_runtime_state_reply = { growable = true, fields = {
    { name = "node_name", since = 1, type = { k = "text", prefix = 1 }, field = ProtoField.string("weir.get_runtime_state_reply.node_name", "node_name", base.UNICODE, nil) },
    { name = "boot_nonce", since = 1, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.get_runtime_state_reply.boot_nonce", "boot_nonce", base.HEX, nil, nil, "Random at every start of a node; a new one means a restart.") },
    { name = "uptime", since = 1, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.get_runtime_state_reply.uptime", "uptime [ms]", base.DEC, nil, nil, nil) },
    { name = "resources", since = 1, type = { k = "list", prefix = 2, of = { k = "struct", prefix = 2, record = "resource_state" } }, field = ProtoField.none("weir.get_runtime_state_reply.resources", "resources", nil) },
    { name = "streams", since = 1, type = { k = "list", prefix = 2, of = { k = "struct", prefix = 2, record = "stream_state" } }, field = ProtoField.none("weir.get_runtime_state_reply.streams", "streams", nil) },
    { name = "outputs", since = 1, type = { k = "list", prefix = 2, of = { k = "struct", prefix = 2, record = "output_state" } }, field = ProtoField.none("weir.get_runtime_state_reply.outputs", "outputs", nil) },
    { name = "peers", since = 1, type = { k = "list", prefix = 2, of = { k = "struct", prefix = 2, record = "peer_state" } }, field = ProtoField.none("weir.get_runtime_state_reply.peers", "peers", nil) },
    { name = "memory_held", since = 2, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.get_runtime_state_reply.memory_held", "memory_held [bytes]", base.DEC, nil, nil, "Frame memory in use.") },
    { name = "memory_max", since = 2, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.get_runtime_state_reply.memory_max", "memory_max [bytes]", base.DEC, nil, nil, "Its ceiling; 0 when the node does not say.") },
  } },
  subscribe_request = { growable = true, fields = {
    { name = "interval", since = 1, type = { k = "number", size = 4 }, field = ProtoField.uint32("weir.subscribe_request.interval", "interval [ms]", base.DEC, nil, nil, "Least time between two changes; the node raises what is too short.") },
  } },
  subscribe_reply = { growable = true, fields = {
    { name = "interval", since = 1, type = { k = "number", size = 4 }, field = ProtoField.uint32("weir.subscribe_reply.interval", "interval [ms]", base.DEC, nil, nil, "As the node took it.") },
  } },
  reconcile_now_request = { growable = true, fields = {
  } },
  reconcile_now_reply = { growable = true, fields = {
    { name = "resources", since = 1, type = { k = "number", size = 4 }, field = ProtoField.uint32("weir.reconcile_now_reply.resources", "resources", base.DEC, nil, nil, "How many it keeps.") },
  } },
  set_log_level_request = { growable = true, fields = {
    { name = "levels", since = 1, type = { k = "text", prefix = 1 }, field = ProtoField.string("weir.set_log_level_request.levels", "levels", base.UNICODE, "MODULE:LEVEL, separated by commas; example: relay:debug,*:info.") },
  } },
  set_log_level_reply = { growable = true, fields = {
  } },
  shutdown_request = { growable = true, fields = {
  } },
  shutdown_reply = { growable = true, fields = {
  } },
  get_events_request = { growable = true, fields = {
    { name = "after", since = 1, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.get_events_request.after", "after", base.DEC, nil, nil, "Number of the last event that the asker knows; 0 asks for all that are kept.") },
  } },
  get_events_reply = { growable = true, fields = {
    { name = "boot_nonce", since = 1, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.get_events_reply.boot_nonce", "boot_nonce", base.HEX, nil, nil, "Of the node; a new one means that the numbers began anew.") },
    { name = "last", since = 1, type = { k = "number", size = 8 }, field = ProtoField.uint64("weir.get_events_reply.last", "last", base.DEC, nil, nil, "Number of the newest event; 0 when there is none yet.") },
    { name = "events", since = 1, type = { k = "list", prefix = 2, of = { k = "struct", prefix = 2, record = "node_event" } }, field = ProtoField.none("weir.get_events_reply.events", "events", nil) },
  } },
  stream_open_request = { growable = true, fields = {
    { name = "stream_id", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.stream_open_request.stream_id", "stream_id", base.DEC, nil, nil, "Assigned by the controller; unique within a site. 0 is no stream.") },
    { name = "format", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.stream_open_request.format", "format", base.DEC, values.format, nil, nil) },
    { name = "pixel_format", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.stream_open_request.pixel_format", "pixel_format", base.DEC, values.pixel_format, nil, nil) },
    { name = "origin", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.stream_open_request.origin", "origin", base.DEC, values.origin, nil, nil) },
    { name = "width", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.stream_open_request.width", "width [px]", base.DEC, nil, nil, nil) },
    { name = "height", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.stream_open_request.height", "height [px]", base.DEC, nil, nil, nil) },
    { name = "fps_n", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.stream_open_request.fps_n", "fps_n", base.DEC, nil, nil, "Numerator of the nominal frame rate; 0 is unknown.") },
    { name = "fps_d", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.stream_open_request.fps_d", "fps_d", base.DEC, nil, nil, "Denominator of the nominal frame rate.") },
  } },
  stream_open_reply = { growable = true, fields = {
  } },
  stream_close_request = { growable = true, fields = {
    { name = "stream_id", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.stream_close_request.stream_id", "stream_id", base.DEC, nil, nil, "Assigned by the controller; unique within a site. 0 is no stream.") },
  } },
  stream_close_reply = { growable = true, fields = {
  } },
  start_ingest_request = { growable = true, fields = {
    { name = "stream_id", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.start_ingest_request.stream_id", "stream_id", base.DEC, nil, nil, "Assigned by the controller; unique within a site. 0 is no stream.") },
    { name = "format", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.start_ingest_request.format", "format", base.DEC, values.format, nil, "0 lets the node choose.") },
    { name = "width", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.start_ingest_request.width", "width [px]", base.DEC, nil, nil, "0 lets the node choose.") },
    { name = "height", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.start_ingest_request.height", "height [px]", base.DEC, nil, nil, "0 lets the node choose.") },
    { name = "fps_n", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.start_ingest_request.fps_n", "fps_n", base.DEC, nil, nil, "Numerator of the frame rate; 0 lets the node choose.") },
    { name = "fps_d", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.start_ingest_request.fps_d", "fps_d", base.DEC, nil, nil, "Denominator of the frame rate.") },
    { name = "dest_port", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.start_ingest_request.dest_port", "dest_port", base.DEC, nil, nil, "0 when dest_host is a node name or empty.") },
    { name = "transport_mode", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.start_ingest_request.transport_mode", "transport_mode", base.DEC, values.transport_mode, nil, nil) },
    { name = "device_path", since = 1, type = { k = "text", prefix = 1 }, field = ProtoField.string("weir.start_ingest_request.device_path", "device_path", base.UNICODE, "/dev/video0, screen:, pattern: or file:/path.") },
    { name = "dest_host", since = 1, type = { k = "text", prefix = 1 }, field = ProtoField.string("weir.start_ingest_request.dest_host", "dest_host", base.UNICODE, "Node name or host to push to; empty keeps the stream on the node for readers to attach.") },
    { name = "site_id", since = 2, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.start_ingest_request.site_id", "site_id", base.DEC, nil, nil, "Of the stream and of dest_host; 0 is the node's own site.") },
  } },
  start_ingest_reply = { growable = true, fields = {
  } },
  stop_ingest_request = { growable = true, fields = {
    { name = "stream_id", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.stop_ingest_request.stream_id", "stream_id", base.DEC, nil, nil, "Assigned by the controller; unique within a site. 0 is no stream.") },
  } },
  stop_ingest_reply = { growable = true, fields = {
  } },
  start_display_request = { growable = true, fields = {
    { name = "stream_id", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.start_display_request.stream_id", "stream_id", base.DEC, nil, nil, "Assigned by the controller; unique within a site. 0 is no stream.") },
    { name = "win_x", since = 1, type = { k = "number", size = 2 }, field = ProtoField.int16("weir.start_display_request.win_x", "win_x [px]", base.DEC, nil, nil, nil) },
    { name = "win_y", since = 1, type = { k = "number", size = 2 }, field = ProtoField.int16("weir.start_display_request.win_y", "win_y [px]", base.DEC, nil, nil, nil) },
    { name = "win_w", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.start_display_request.win_w", "win_w [px]", base.DEC, nil, nil, "0 takes the picture's width.") },
    { name = "win_h", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.start_display_request.win_h", "win_h [px]", base.DEC, nil, nil, "0 takes the picture's height.") },
    { name = "scale", since = 1, type = { k = "number", size = 1 }, field = ProtoField.uint8("weir.start_display_request.scale", "scale", base.DEC, values.scale, nil, nil) },
    { name = "anchor", since = 1, type = { k = "number", size = 1 }, field = ProtoField.uint8("weir.start_display_request.anchor", "anchor", base.DEC, values.anchor, nil, nil) },
    { name = "no_signal_fps", since = 1, type = { k = "number", size = 1 }, field = ProtoField.uint8("weir.start_display_request.no_signal_fps", "no_signal_fps", base.DEC, nil, nil, "Rate of the no-signal picture; 0 shows none.") },
    { name = "reserved", since = 1, type = { k = "number", size = 1 }, field = ProtoField.uint8("weir.start_display_request.reserved", "reserved", base.DEC, nil, nil, "Send 0.") },
    { name = "site_id", since = 2, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.start_display_request.site_id", "site_id", base.DEC, nil, nil, "Of the stream; 0 is the node's own site.") },
  } },
  start_display_reply = { growable = true, fields = {
  } },
  stop_display_request = { growable = true, fields = {
    { name = "stream_id", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.stop_display_request.stream_id", "stream_id", base.DEC, nil, nil, "Assigned by the controller; unique within a site. 0 is no stream.") },
  } },
  stop_display_reply = { growable = true, fields = {
  } },
  start_sink_request = { growable = true, fields = {
    { name = "stream_id", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.start_sink_request.stream_id", "stream_id", base.DEC, nil, nil, "Assigned by the controller; unique within a site. 0 is no stream.") },
    { name = "path", since = 1, type = { k = "text", prefix = 1 }, field = ProtoField.string("weir.start_sink_request.path", "path", base.UNICODE, "File to write, below the folder that the node's owner has set aside for recordings.") },
    { name = "site_id", since = 2, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.start_sink_request.site_id", "site_id", base.DEC, nil, nil, "Of the stream; 0 is the node's own site.") },
  } },
  start_sink_reply = { growable = true, fields = {
  } },
  stop_sink_request = { growable = true, fields = {
    { name = "stream_id", since = 1, type = { k = "number", size = 2 }, field = ProtoField.uint16("weir.stop_sink_request.stream_id", "stream_id", base.DEC, nil, nil, "Assigned by the controller; unique within a site. 0 is no stream.") },
  } },
  stop_sink_reply = { growable = true, fields = {
  } },
}

for _, field in ipairs(records.media_head.fields) do
  if field.name == "flags" then
    field.bits = {
      ProtoField.bool("weir.media_head.flags.keyframe", "keyframe", 8, nil, 0x01, "Decodable without any earlier frame."),
      ProtoField.bool("weir.media_head.flags.discontinuity", "discontinuity", 8, nil, 0x02, "Does not continue the frame before it."),
    }
  end
end
for _, field in ipairs(records.peer_state.fields) do
  if field.name == "function_flags" then
    field.bits = {
      ProtoField.bool("weir.peer_state.function_flags.source", "source", 16, nil, 0x0001, "Produces streams."),
      ProtoField.bool("weir.peer_state.function_flags.relay", "relay", 16, nil, 0x0002, "Receives and distributes streams."),
      ProtoField.bool("weir.peer_state.function_flags.sink", "sink", 16, nil, 0x0004, "Consumes streams."),
      ProtoField.bool("weir.peer_state.function_flags.controller", "controller", 16, nil, 0x0008, "Takes part in the control plane."),
    }
  end
end
for _, field in ipairs(records.announcement.fields) do
  if field.name == "function_flags" then
    field.bits = {
      ProtoField.bool("weir.announcement.function_flags.source", "source", 16, nil, 0x0001, "Produces streams."),
      ProtoField.bool("weir.announcement.function_flags.relay", "relay", 16, nil, 0x0002, "Receives and distributes streams."),
      ProtoField.bool("weir.announcement.function_flags.sink", "sink", 16, nil, 0x0004, "Consumes streams."),
      ProtoField.bool("weir.announcement.function_flags.controller", "controller", 16, nil, 0x0008, "Takes part in the control plane."),
    }
  end
end
for _, field in ipairs(records.hello.fields) do
  if field.name == "function_flags" then
    field.bits = {
      ProtoField.bool("weir.hello.function_flags.source", "source", 16, nil, 0x0001, "Produces streams."),
      ProtoField.bool("weir.hello.function_flags.relay", "relay", 16, nil, 0x0002, "Receives and distributes streams."),
      ProtoField.bool("weir.hello.function_flags.sink", "sink", 16, nil, 0x0004, "Consumes streams."),
      ProtoField.bool("weir.hello.function_flags.controller", "controller", 16, nil, 0x0008, "Takes part in the control plane."),
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
