/** Search, on the device and on the server. */
import { plural } from '../plural.ts';

const n = plural('en');
const numbers = new Intl.NumberFormat('en');

export const search = {
  label: 'Search',
  leave: 'Leave search',
  narrow: 'Narrow down',
  operator: { from: 'who wrote', in: 'where it is', before: 'until a day, as 2026-11-03' },
  place: {
    open: 'open conversations',
    closed: 'closed conversations',
    snoozed: 'sleeping ones',
    bin: 'the bin',
    mine: 'assigned to you',
    unassigned: 'assigned to nobody',
    chat: 'written in the chat',
    email: 'written by email',
  },
  how: 'Search everything',
  what: 'Names, addresses, messages, comments and tags. Accents and a slip of the finger are forgiven.',
  results: (count: number) => n(count, { one: '1 result', other: `${count} results` }),
  nothing: (typed: string) => `Nothing for “${typed}”.`,
  closedToo: 'Search closed too',
  everywhere: 'Search everywhere',
  spelling: 'Another word may help, or only its beginning.',
  onServer: 'On the server',
  asking: 'Searching the server…',
  failed: 'The server did not answer, so only this device was searched.',
  again: 'Try again',
  searchedHere: (conversations: number) =>
    n(conversations, {
      one: 'Offline: searched 1 conversation on this device.',
      other: `Offline: searched ${numbers.format(conversations)} conversations on this device.`,
    }),
};
