/** The frame of the desk: navigation, account, connection, pages that come later, and what buttons say everywhere. */
import type { Words } from '../en/index.ts';
import { plural } from '../plural.ts';

const n = plural('fr');

export const nav: Words['nav'] = {
  mine: 'Mes messages',
  unassigned: 'Non attribués',
  all: 'Tous les messages',
  visitors: 'Visiteurs en ligne',
  statistics: 'Statistiques',
  mentions: 'Mentions',
  drafts: 'Brouillons',
  missed: 'Manquées',
  attention: 'À décider',
  groups: 'Groupes',
  savedViews: 'Vues enregistrées',
  gone: 'N’existe plus',
  settings: 'Réglages',
  online: (count) => `${count} en ligne`,
  unread: (count) => n(count, { one: `${count} non lue`, other: `${count} non lues` }),
  inIt: (count) => `${count} dans cette vue`,
  waiting: (count) => `${count} en attente`,
  menu: 'Menu',
  more: 'Plus',
};

export const account: Words['account'] = {
  menu: 'menu du compte',
  standing: (status) => `Votre statut\u202f: ${status}`,
  role: { owner: 'Propriétaire', admin: 'Admin', agent: 'Agent', viewer: 'Lecture seule' },
  status: 'Statut',
  theme: { system: 'Comme cet appareil', light: 'Clair', dark: 'Sombre' },
  languageOfDevice: 'Comme ce navigateur',
  keyboard: 'Raccourcis clavier',
  invite: 'Inviter dans l’équipe',
  signOut: 'Se déconnecter',
  unsent: (count) =>
    n(count, {
      one: `${count} changement n’est pas encore envoyé`,
      other: `${count} changements ne sont pas encore envoyés`,
    }),
  unsentWhat:
    'La déconnexion efface tout de cet appareil. Ce qui n’est pas envoyé serait perdu avec le reste.',
  unsentOffline: 'L’envoi se fera de lui-même dès le retour du réseau.',
  signOutOffline:
    'La déconnexion demande du réseau, pour valoir partout. D’ici là, tout reste sur cet appareil.',
  stay: 'Ne pas se déconnecter',
  signOutAnyway: 'Se déconnecter et perdre cela',
};

export const invite: Words['invite'] = {
  title: 'Inviter dans l’équipe',
  email: 'E-mail',
  role: 'Peut faire',
  roleHelp: {
    owner: 'Tout',
    admin: 'Tout ce que fait un agent, et inviter des collègues',
    agent: 'Répondre, commenter, attribuer et fermer',
    viewer: 'Tout lire, ne rien changer',
  },
  make: 'Créer un lien',
  making: 'Création du lien…',
  ready: (email) =>
    `Envoyez ce lien à ${email}. Il sert une fois, pendant 24 heures, et crée son compte.`,
  link: 'Lien d’invitation',
  another: 'Inviter quelqu’un d’autre',
  offline: 'Une invitation demande une connexion. Le reste, non.',
  failed: 'Le lien n’a pas pu être créé. Réessayez dans un instant.',
};

export const connection: Words['connection'] = {
  offline: 'Hors ligne · tout est enregistré sur cet appareil',
  syncing: (changes) =>
    n(changes, {
      one: `Synchronisation de ${changes} changement`,
      other: `Synchronisation de ${changes} changements`,
    }),
  catchingUp: 'Mise à jour',
  synced: 'Tout est synchronisé',
  tooOld: 'Une nouvelle version de Parley est là.',
  reload: 'Recharger',
  tryNow: 'Réessayer',
};

export const frame: Words['frame'] = {
  navigation: 'Largeur de la navigation',
  list: 'Largeur de la liste',
  details: 'Largeur des détails du contact',
};

export const later: Words['later'] = {
  visitors: 'Qui est sur votre site',
  visitorsWhy: 'La liste en direct des visiteurs arrive dans une prochaine version.',
  visitorsNow: (count) =>
    n(count, {
      one: `${count} visiteur est sur votre site en ce moment.`,
      other: `${count} visiteurs sont sur votre site en ce moment.`,
    }),
  visitorsOffline: 'Hors ligne\u202f: impossible de savoir qui est sur votre site.',
  statistics: 'Statistiques',
  statisticsWhy:
    'Les chiffres sur les réponses et l’attente arrivent dans une prochaine version. Tout est déjà compté d’ici là.',
};

export const unreachable: Words['unreachable'] = {
  title: 'Pas de connexion',
  why: 'Personne ne s’est encore connecté sur cet appareil\u202f: il n’y a rien à ouvrir. Connectez-vous une fois, et Parley s’ouvrira ensuite sans réseau.',
};

export const common: Words['common'] = {
  close: 'Fermer',
  copy: 'Copier',
  copied: 'Copié',
  undo: 'Annuler',
  savedAsYouType: 'Enregistré au fil de la frappe',
  key: (name, key) => `${name} (${key})`,
};
