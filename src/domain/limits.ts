/**
 * Every number that bounds something, with the reason for it. Names end in their unit.
 * Source unless said otherwise: RELIABILITY "Limits" and SPEC "Numbers".
 */
export const limits = {
  /* Words */
  messageCharactersVisitor: 5_000, // a worried page of text; more is a file
  messageCharactersAgent: 20_000, // long answers with quotes
  previewCharacters: 140, // two lines of the list at its widest
  nameGraphemes: 80, // fits every head and row; also B48
  reasonCharacters: 500, // a provider's sentence
  entriesPerConversation: 50_000, // F29: still opens in a second; then a new conversation is opened with a link
  draftsPerConversation: 1_000_000, // only there so that a number stays a number
  tagsPerConversation: 50, // B86; more say nothing
  participantsPerConversation: 50, // the largest group that can follow one chat
  overruledKept: 8, // people whose change one value set aside at once; more than a team that collides
  mergedPerConversation: 50, // threads of one contact shown in one
  emojiCharacters: 32, // the longest family of one picture is 25 UTF-16 units
  nameCharacters: 200, // of people, groups, companies; what is shown is cut to `nameGraphemes`
  tagCharacters: 40, // a chip in a row
  attributeCharacters: 500,
  attributesPerContact: 50, // B86
  groupMembers: 200,
  pictureCharacters: 96 * 1024, // 256 x 256 pixels as a data URL
  unsentRemembered: 50, // taken back within 5 min, and who edits them again is refused
  draftsSkipped: 16, // a held reply leaves its number open; more at once is no honest client

  /* Time */
  liveWithinMs: 10_000, // DESIGN 3: accepted within 10 s of writing counts as typed live
  editWithinMs: 5 * 60_000, // SPEC "Edit / unsend (chat)"
  binMs: 30 * 24 * 60 * 60_000, // SPEC "Bin"
  staleAfterMs: 24 * 60 * 60_000, // SPEC "Stale queued reply"
  writtenBeforeMs: 366 * 24 * 60 * 60_000, // an older date is a dead clock: devices sign in every 90 days at least

  /* The line */
  unansweredEntries: 20, // B43: one screenful; keeps a flood from queueing in memory
  unansweredBytes: 32 * 1024,
  frameBytesVisitor: 128 * 1024, // B21
  frameBytesAgent: 1024 * 1024,
  framesPerSecond: 20, // B26
  framesBurst: 60,
  pingEveryMs: 15_000, // F7: a dead line is known within 35 s
  pongWithinMs: 10_000,
  bufferedBytesSoft: 1024 * 1024, // F6: presence dropped, updates stopped, one diff when drained
  bufferedBytesHard: 8 * 1024 * 1024,
  bufferedForMs: 30_000,
  ticketFirstUseMs: 60_000,
  helloWithinMs: 10_000, // B19
  idleAwarenessMs: 20_000, // y-websocket closes a room that hears nothing for 30 s
  socketsPerVisitor: 4, // B28
  socketsPerAddress: 40,
  roomsPerConnection: 200, // 30 stay subscribed (DESIGN 7); room for a burst of opening
  pingsPer10s: 100, // B25
  fullSyncEveryMs: 10_000, // T35: one full sync per document per connection
  syncBytesPerMinuteVisitor: 5 * 1024 * 1024, // T35

  /* Requests over HTTP */
  requestBytes: 64 * 1024, // forms: a thousand times what anybody types
  requestBytesEntries: 512 * 1024, // B43: a thousand short entries may come at once; most are told `later`

  /* Pads */
  padUpdateBytes: 256 * 1024,
  padBytes: 2 * 1024 * 1024, // a draft of a million characters is no draft
  padStructsPerUpdate: 50_000,
  padDeletesPerUpdate: 20_000, // ranges; a month of honest typing in one draft leaves some hundreds
  padDepth: 64, // lists in lists in quotes; deeper overflows the stacks of editors (B39)
  padNameCharacters: 64, // of a node, a mark or an attribute
  padValueDepth: 8, // attributes of nodes and marks are flat or nearly so
  awarenessBytes: 2 * 1024, // B46
  awarenessPerSecond: 5, // B47

  /* Presence */
  pageUrlCharacters: 2_000, // longer addresses are cut by browsers too
  pageTitleCharacters: 200,

  /* People */
  visitorMessagesPerSecond: 1,
  visitorMessagesBurst: 5,
  visitorMessagesPer10Min: 60,
  visitorConversationsPer10Min: 3,
  // Offices and phone networks share one address, so above 30 in 10 min the rule is proof of work, not refusal. Until the
  // widget can work for it, one address is only kept from using up what the workspace has for everybody.
  addressConversationsPerMinute: 150,
  visitorSessionsPerMinute: 30, // a reload every other second; each writes a ticket, so more is a flood
  workspaceConversationsPerMinute: 300,
  agentEntriesPerSecond: 20, // faster than anyone types; an outbox after a day offline drains in seconds
  agentEntriesBurst: 200,
  loginPer15MinAccount: 10, // T20
  loginPer5MinNetwork: 30,
  passwordCharactersMin: 8, // B82
  passwordCharactersMax: 128,
  invitationMs: 24 * 60 * 60_000, // T23
  invitationsPerHour: 100, // B84: a large team at once; more is a script
  auditPage: 100, // acts about accounts, one screenful and some more
  sessionMs: 30 * 24 * 60 * 60_000, // SPEC O2

  /* Assignment */
  capacityChats: 5, // SPEC "Capacity default": more at once and somebody waits unseen
  liveChatMs: 10 * 60_000, // the same row: a chat with a word in it so recently is still in somebody's hands

  /* Automatic */
  automaticEntriesInARow: 5, // DESIGN 3: a rule that answers itself stops here
  clockJumpMs: 60_000, // F18
} as const;

/** Defaults of the timers of SPEC "Numbers"; each may be overridden by the environment (DESIGN 9). Units: ms. */
export const timerDefaults = {
  MISSED_AFTER_MS: 30_000,
  FORWARD_LEFT_MS: 5 * 60_000,
  FORWARD_IDLE_MS: 30 * 60_000,
  FORWARD_QUIET_MS: 2 * 60_000,
  AGENTS_GONE_MS: 60_000,
  VISITOR_GONE_MS: 60_000,
  AGENT_GONE_MS: 75_000,
  AGENT_AWAY_MS: 5 * 60_000,
} as const;
export type Timers = { [K in keyof typeof timerDefaults]: number };
