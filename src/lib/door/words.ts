/** What the pages before the desk say: set-up, sign-in, invitation. Refusals have their own sentences. UX 11, 15. */
import type { Language } from '$lib/words/words.ts';

const en = {
  ownServer: 'Everything stays on your own server',
  languages: 'Language',
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
    missing: (count: number) => (count === 1 ? '1 more character' : `${count} more characters`),
    enough: 'Long enough',
    good: 'Long and good',
  },
  retryIn: (minutes: number) =>
    minutes <= 1 ? 'Try again in a minute.' : `Try again in ${minutes} minutes.`,

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
    ended: 'This link has ended',
  },

  error: {
    missing: 'Nothing here',
    broken: 'Not right now',
    home: 'Open Parley',
  },
};

export type DoorWords = typeof en;

const fr: DoorWords = {
  ownServer: 'Tout reste sur votre propre serveur',
  languages: 'Langue',
  fields: {
    name: 'Nom',
    email: 'E-mail',
    password: 'Mot de passe',
    workspace: 'Nom de votre entreprise',
    show: 'Afficher le mot de passe',
    hide: 'Masquer le mot de passe',
  },
  password: {
    rule: 'Au moins 8 caractères. Quelques mots à la suite se retiennent bien.',
    missing: (count) => (count === 1 ? 'Encore 1 caractère' : `Encore ${count} caractères`),
    enough: 'Assez long',
    good: 'Long et bon',
  },
  retryIn: (minutes) =>
    minutes <= 1 ? 'Réessayez dans une minute.' : `Réessayez dans ${minutes} minutes.`,

  signIn: {
    title: (workspace) => `Connexion à ${workspace}`,
    act: 'Se connecter',
    acting: 'Connexion…',
    offline: 'Pas de connexion.',
    openLocal: 'Ouvrir ce qui est sur cet appareil',
  },

  setUp: {
    steps: 'Étapes',
    done: 'Fait',
    you: 'Vous',
    business: 'Votre entreprise',
    tryIt: 'Essayer',
    onSite: 'Sur votre site',
    whoTitle: 'Qui êtes-vous ?',
    whoHelp: 'Les visiteurs voient votre nom quand vous répondez, rien d’autre.',
    businessTitle: 'Comment s’appelle votre entreprise ?',
    businessHelp: 'Les visiteurs le lisent en haut du chat. Cela peut être changé plus tard.',
    tryTitle: 'Essayez, téléphone en main',
    tryHelp:
      'Voici une page à vous avec le chat. Écrivez-y comme un visiteur, puis répondez dans la boîte de réception.',
    tryOpen: 'Ouvrir la page d’essai',
    siteTitle: 'Installez-le sur votre site',
    siteHelp:
      'Une ligne, sur chaque page, avant la fin. Elle se charge après votre page et ne la déplace jamais.',
    copy: 'Copier',
    copied: 'Copié',
    next: 'Continuer',
    back: 'Retour',
    make: 'Créer ma boîte de réception',
    making: 'Création…',
    openInbox: 'Ouvrir la boîte de réception',
    offline: 'Pas de connexion à Parley. Ce que vous avez saisi reste ici ; réessayez.',
  },

  invitation: {
    title: (workspace) => `Rejoindre ${workspace}`,
    help: (email) => `Invitation envoyée à ${email}. Les visiteurs voient votre nom, rien d’autre.`,
    act: 'Rejoindre',
    acting: 'Un instant…',
    ended: 'Ce lien n’est plus valable',
  },

  error: {
    missing: 'Rien ici',
    broken: 'Pas pour l’instant',
    home: 'Ouvrir Parley',
  },
};

const catalogues: Record<Language, DoorWords> = { en, fr };

export function doorWords(language: Language): DoorWords {
  return catalogues[language];
}
