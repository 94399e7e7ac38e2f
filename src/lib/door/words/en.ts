/** What the pages before the desk say: set-up, sign-in, invitation. Refusals have their own sentences. UX 11, 15. */
import { plural } from '$lib/words/plural.ts';

const n = plural('en');

export const en = {
  fields: {
    name: 'Name',
    email: 'Email',
    password: 'Password',
    workspace: 'Name of your business',
    show: 'Show the password',
    hide: 'Hide the password',
  },
  password: {
    rule: 'At least 8 characters. A few words in a row are easy to keep.',
    missing: (count: number) =>
      n(count, { one: '1 more character', other: `${count} more characters` }),
    enough: 'Long enough',
    good: 'Long and good',
  },
  /** Said to somebody whose session has ended. */
  signedOut: 'Sign in again. What you wrote is safe on this device and leaves once you are back.',
  retryIn: (minutes: number) =>
    n(minutes, { one: 'Try again in a minute.', other: `Try again in ${minutes} minutes.` }),

  signIn: {
    title: (workspace: string) => `Sign in to ${workspace}`,
    act: 'Sign in',
    acting: 'Signing in…',
    offline: 'No connection.',
    openLocal: 'Open what’s on this device',
  },

  setUp: {
    steps: 'Steps',
    done: 'Done',
    you: 'You',
    business: 'Your business',
    tryIt: 'Try it',
    onSite: 'On your site',
    whoTitle: 'Who are you?',
    whoHelp: 'Visitors see your name when you answer, nothing else.',
    businessTitle: 'What is your business called?',
    businessHelp: 'Visitors read it at the top of the chat. It can be changed later.',
    tryTitle: 'Try it, phone in hand',
    tryHelp:
      'This is a page of your own with the chat on it. Write something there as a visitor, then answer in the inbox.',
    tryOpen: 'Open the test page',
    siteTitle: 'Put it on your site',
    siteHelp:
      'One line, on every page, before the end. It loads after your page and never moves it.',
    copy: 'Copy',
    copied: 'Copied',
    next: 'Continue',
    back: 'Back',
    make: 'Make my inbox',
    making: 'Making it…',
    openInbox: 'Open the inbox',
    offline: 'No connection to Parley. What you typed stays here; try again.',
  },

  invitation: {
    title: (workspace: string) => `Join ${workspace}`,
    help: (email: string) => `You were invited as ${email}. Visitors see your name, nothing else.`,
    act: 'Join',
    acting: 'Joining…',
  },
};

export type DoorWords = typeof en;
