# The benchmark's messages for Cap'n Proto.
@0xd2b7a1c05f8e4936;

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("weir::bench::capn");

struct Event {
  streamId @0 :UInt16;
  code @1 :UInt8;
  age @2 :UInt32;
  detail @3 :Text;
}

struct MenuItem {
  index @0 :UInt32;
  value @1 :Int64;
  name @2 :Text;
}

struct Control {
  id @0 :UInt32;
  type @1 :UInt16;
  flags @2 :UInt32;
  minimum @3 :Int64;
  maximum @4 :Int64;
  step @5 :Int64;
  defaultValue @6 :Int64;
  value @7 :Int64;
  name @8 :Text;
  menu @9 :List(MenuItem);
}

struct Controls {
  controls @0 :List(Control);
}

struct Ping {
  nonce @0 :UInt32;
  sentAt @1 :UInt64;
}

struct Announcement {
  protocolVersion @0 :UInt8;
  siteId @1 :UInt16;
  tcpPort @2 :UInt16;
  functionFlags @3 :UInt16;
  name @4 :Text;
  bootNonce @5 :UInt64;
}
