/**
 * Every number that bounds something, with the reason for it. Names end in their unit. Read as `limits.<name>`.
 * Source unless said otherwise: RELIABILITY "Limits" and SPEC "Numbers".
 *
 * Constants rather than one object, so that the widget carries only those that it uses.
 */

/* Words */
export const messageCharactersVisitor = 5_000; // a worried page of text; more is a file
export const messageCharactersAgent = 20_000; // long answers with quotes
export const previewCharacters = 140; // two lines of the list at its widest
export const nameGraphemes = 80; // fits every head and row; also B48
export const reasonCharacters = 500; // a provider's sentence
export const searchCharacters = 300; // a sentence to look for; what comes behind is not looked at (B87)
export const snippetCharacters = 160; // one line of a result, at the widest
export const entriesPerConversation = 50_000; // F29: still opens in a second; then a new conversation is opened with a link
export const draftsPerConversation = 1_000_000; // only there so that a number stays a number
export const tagsPerConversation = 50; // B86; more say nothing
export const participantsPerConversation = 50; // the largest group that can follow one chat
export const overruledKept = 8; // people whose change one value set aside at once; more than a team that collides
export const mergedPerConversation = 50; // threads of one contact shown in one
export const emojiCharacters = 32; // the longest family of one picture is 25 UTF-16 units
export const unsentRemembered = 50; // taken back within 5 min, and who edits them again is refused
export const draftsSkipped = 16; // a held reply leaves its number open; more at once is no honest client

/* Time */
export const liveWithinMs = 10_000; // DESIGN 3: accepted within 10 s of writing counts as typed live
export const editWithinMs = 5 * 60_000; // SPEC "Edit / unsend (chat)"
export const binMs = 30 * 24 * 60 * 60_000; // SPEC "Bin"
export const noticesMs = 90 * 24 * 60 * 60_000; // a season: who was away longer finds what is theirs in the lists
export const staleAfterMs = 24 * 60 * 60_000; // SPEC "Stale queued reply"
export const writtenBeforeMs = 366 * 24 * 60 * 60_000; // an older date is a dead clock: devices sign in every 90 days at least

/* Copies on devices: SPEC "Local cache" */
export const copiesClosedMs = 90 * 24 * 60 * 60_000;
export const copiesBytes = 500 * 1024 * 1024; // softly: what is open on the screen is kept all the same

/* The line */
export const unansweredEntries = 20; // B43: one screenful; keeps a flood from queueing in memory
export const unansweredBytes = 32 * 1024;
export const frameBytesVisitor = 128 * 1024; // B21
export const frameBytesAgent = 1024 * 1024;
export const framesPerSecond = 20; // B26
export const framesBurst = 60;
export const pingEveryMs = 15_000; // F7: a dead line is known within 35 s
export const pongWithinMs = 10_000;
export const bufferedBytesSoft = 1024 * 1024; // F6: presence dropped, updates stopped, one diff when drained
export const bufferedBytesHard = 8 * 1024 * 1024;
export const bufferedForMs = 30_000;
export const ticketFirstUseMs = 60_000;
export const helloWithinMs = 10_000; // B19
export const idleAwarenessMs = 20_000; // y-websocket closes a room that hears nothing for 30 s
export const socketsPerVisitor = 4; // B28
export const socketsPerAddress = 40;
export const roomsPerConnection = 200; // 30 stay subscribed (DESIGN 7); room for a burst of opening
export const pingsPer10s = 100; // B25
export const fullSyncEveryMs = 10_000; // T35: one full sync per document per connection
export const syncBytesPerMinuteVisitor = 5 * 1024 * 1024; // T35

/* Requests over HTTP */
export const requestBytes = 64 * 1024; // forms: a thousand times what anybody types
export const requestBytesEntries = 512 * 1024; // B43: a thousand short entries may come at once; most are told `later`

/* Pads */
export const padUpdateBytes = 256 * 1024;
export const padBytes = 2 * 1024 * 1024; // a draft of a million characters is no draft
export const padStructsPerUpdate = 50_000;
export const padDeletesPerUpdate = 20_000; // ranges; a month of honest typing in one draft leaves some hundreds
export const padDepth = 64; // lists in lists in quotes; deeper overflows the stacks of editors (B39)
export const padNameCharacters = 64; // of a node, a mark or an attribute
export const padValueDepth = 8; // attributes of nodes and marks are flat or nearly so
export const awarenessBytes = 2 * 1024; // B46
export const awarenessPerSecond = 5; // B47

/* Presence */
export const pageUrlCharacters = 2_000; // longer addresses are cut by browsers too
export const pageTitleCharacters = 200;
export const visitPages = 20; // SPEC D2: pages that are kept of a visitor

/* People */
export const visitorMessagesPerSecond = 1;
export const visitorMessagesBurst = 5;
export const visitorMessagesPer10Min = 60;
// Offices and phone networks share one address, so above 30 in 10 min the rule is proof of work, not refusal. Until the
// widget can work for it, one address is only kept from using up what the workspace has for everybody.
export const addressConversationsPerMinute = 150;
export const visitorSessionsPerMinute = 30; // a reload every other second; each writes a ticket, so more is a flood
export const workspaceConversationsPerMinute = 300;
export const agentEntriesPerSecond = 20; // faster than anyone types; an outbox after a day offline drains in seconds
export const agentEntriesBurst = 200;
export const loginPer15MinAccount = 10; // T20
export const loginPer5MinNetwork = 30;
export const passwordCharactersMin = 8; // B82
export const passwordCharactersMax = 128;
export const invitationMs = 24 * 60 * 60_000; // T23
export const invitationsPerHour = 100; // B84: a large team at once; more is a script
export const auditPage = 100; // acts about accounts, one screenful and some more
export const sessionMs = 30 * 24 * 60 * 60_000; // SPEC O2

/* Assignment */
export const capacityChats = 5; // SPEC "Capacity default": more at once and somebody waits unseen
export const liveChatMs = 10 * 60_000; // the same row: a chat with a word in it so recently is still in somebody's hands

/* Automatic */
export const automaticEntriesInARow = 5; // DESIGN 3: a rule that answers itself stops here
export const clockJumpMs = 60_000; // F18

/* Records */
export const nameCharacters = 200; // of people, groups, companies; what is shown is cut to `nameGraphemes`
export const tagCharacters = 40; // a chip in a row
export const attributeCharacters = 500;
export const attributesPerContact = 50; // B86
export const fieldNamesPerRecord = 300; // of all times; cleared ones stay, so that every order of arrival ends alike
export const fieldsPerChange = 100; // a whole form at once
export const settingCharacters = 2_000; // a greeting, a notice
export const subjectCharacters = 64; // `conversation/` and a UUID are 49
export const groupMembers = 200;
export const pictureCharacters = 96 * 1024; // 256 x 256 pixels as a data URL
