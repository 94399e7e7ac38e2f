/** What people say in seeded and demonstrated conversations: a lamp shop, its customers and its team. */

export const visitorSays = [
  'Hello, is the Alba lamp dimmable?',
  'Where is my order 4187? The tracking page has not moved since Thursday.',
  'Do you ship to Corsica?',
  'The glass of my Nora lamp arrived cracked. What can we do?',
  'Could I have an invoice with our VAT number, please?',
  'Is the brass version back in stock?',
  'I have the box open in front of me and the bulb is missing.',
  'Can I still change the delivery address?',
  'Which bulb fits the wall light?',
  'Thank you, that was quick.',
  'And how long is the cable?',
  'We would like 40 wall lights for a hotel. Is there a trade price?',
  'I am on the train, so the line comes and goes.',
  'Perfect, I will wait for your message then.',
  'It is a birthday present, so Friday would be wonderful.',
] as const;

export const agentSays = [
  'Good morning, yes: with any trailing-edge dimmer.',
  'I am looking at it now. It left Lyon this morning and comes tomorrow before noon.',
  'We do, and it takes two days more. Shall I add it to your order?',
  'I am sorry about that. A new glass leaves today, you need not send anything back.',
  'Of course. To which name and address should I make it out?',
  'It comes back on the 28th. Shall I keep one for you?',
  'That should not happen. A bulb is on its way to you, free of course.',
  'I have changed it. You will get a new confirmation by email.',
  'A warm E27 of 7 W, the one in the box, is the nicest.',
  'You are welcome. Write here whenever something comes up.',
  'Two metres, and there is an extension of three in the same fabric.',
  'There is. From 20 pieces it is 15 % less; I will send you an offer today.',
] as const;

export const agentNotes = [
  'The carrier has it on the van for tomorrow, I called.',
  'Third broken glass this month, I tell the workshop.',
  'Regular customer, let us be generous.',
  'Waiting for the supplier, do not promise a date yet.',
  'Marc knows this order.',
] as const;
