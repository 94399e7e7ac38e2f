/** The pages before the desk, in French. */
import { plural } from '$lib/words/plural.ts';
import type { DoorWords } from './en.ts';

const n = plural('fr');

export const fr: DoorWords = {
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
    missing: (count) =>
      n(count, { one: `Encore ${count} caractère`, other: `Encore ${count} caractères` }),
    enough: 'Assez long',
    good: 'Long et bon',
  },
  signedOut:
    'Connectez-vous de nouveau. Ce que vous avez écrit est à l’abri sur cet appareil et partira à votre retour.',
  retryIn: (minutes) =>
    n(minutes, { one: 'Réessayez dans une minute.', other: `Réessayez dans ${minutes} minutes.` }),

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
    whoTitle: 'Qui êtes-vous\u202f?',
    whoHelp: 'Les visiteurs voient votre nom quand vous répondez, rien d’autre.',
    businessTitle: 'Comment s’appelle votre entreprise\u202f?',
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
    offline: 'Pas de connexion à Parley. Ce que vous avez saisi reste ici\u202f; réessayez.',
  },

  invitation: {
    title: (workspace) => `Rejoindre ${workspace}`,
    help: (email) => `Invitation envoyée à ${email}. Les visiteurs voient votre nom, rien d’autre.`,
    act: 'Rejoindre',
    acting: 'Un instant…',
  },
};
