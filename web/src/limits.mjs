// Every bound of the controller, with its unit. What a peer or a browser sends never sizes anything before it met one.

export const limits = Object.freeze({
  // connections to nodes
  connectTimeoutMs: 3_000,
  helloTimeoutMs: 3_000,
  pingIntervalMs: 1_000, // also measures the node's clock
  peerSilenceMaxMs: 5_000, // a node that said hello and then nothing is dead
  messageSilenceMaxMs: 15_000, // bytes alone prove little: a whole message must come now and then
  requestTimeoutMs: 3_000,
  requestsInFlightMax: 64,
  backoffFirstMs: 10,
  backoffMaxMs: 250,
  backoffViolationMs: 5_000, // a peer that broke the protocol is not asked again at once

  // what nodes tell of themselves
  subscribeIntervalMs: 500, // least time between two changes of one node
  reportSpacingMs: 50, // whatever a node tells, it is looked at no more often
  subscribeAnewMs: 30_000, // all is told anew: a safety net, no way of hearing news
  mirroredItemsMax: 65_535, // of one list of one node
  pollIntervalMs: 1_000, // of nodes that take no subscribers
  configEveryPolls: 3,
  wishesPatienceMs: 1_000, // who answers later is taken at its last word
  historyEntriesMax: 500, // of one node
  historyShownMax: 200, // of these at once, the newest
  historyJoinMs: 5_000, // drops with shorter pauses are one entry
  clockPatienceMs: 100, // until it is looked again whether a node's clock is known
  eventRequestsMax: 16, // in a row, for what happened before

  // topology files
  topologyBytesMax: 4 * 1024 * 1024,
  pictureSideMax: 16_384, // px
  completenessFramesMax: 100_000,
  completenessBytesMax: 4 * 1024 ** 3,
  schedulerWeightMax: 1_000,

  // discovery
  announceIntervalMs: 5_000,
  announceIntervalsSilentMax: 3,
  probeAnswerGapMs: 200, // many probes at once get one answer
  datagramBytesMax: 1_400,
  nodesMax: 512,
  addressesPerNodeMax: 8,
  forgetAfterMs: 60_000, // an offline node nobody asked for leaves the list

  // preview
  creditsMax: 2, // frames a browser may have undrawn
  feedSilenceMs: 2_000,
  feedRetryMs: 100,
  feedSoonRetries: 50, // after these the feed asks once a poll
  feedTickMs: 50,
  viewersMax: 256,
  viewerBufferedBytesMax: 64 * 1024 * 1024, // a browser that does not read; far above two frames

  // browsers
  browserMessageBytesMax: 16 * 1024,
  browserFileBytesMax: 8 * 1024 * 1024, // a message with a topology file, every second sign of it escaped
  browserBufferedBytesMax: 4 * 1024 * 1024,
  statePushIntervalMs: 100, // at most 10 a second
  pagesMax: 64,
  textMax: 255,
});
