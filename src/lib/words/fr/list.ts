/** The list of conversations: rows, filters, and what is done with one or many. */
import type { Words } from '../en/index.ts';
import { plural } from '../plural.ts';

const n = plural('fr');

export const list: Words['list'] = {
  which: 'Quelles conversations',
  newAbove: (count) => n(count, { one: `${count} nouvelle`, other: `${count} nouvelles` }),
  new: 'Nouveau',
  missed: 'Manquée',
  missedFor: (wait) => `Manquée · ${wait}`,
  missedAsOf: (time) => `Manquée · à ${time}`,
  held: 'Retenue',
  failed: 'Non envoyé',
  waiting: 'En attente depuis',
  comment: 'Commentaire',
  you: 'Vous\u202f:',
  draft: 'Brouillon\u202f:',
  from: (who) => `${who}\u202f:`,
  assigned: (who) => (who ? `Attribuée à ${who}` : 'Attribuée à vous'),
  chat: 'chat',
  email: 'e-mail',
  closedBy: (who) =>
    who ? `${who} a fermé cette conversation` : 'Vous avez fermé cette conversation',
  takenBy: (who) => (who ? `${who} a pris ceci` : 'Vous avez pris ceci'),
  movedOn: 'N’est plus dans cette liste',
  inBin: 'À la corbeille',
  asleep: 'En veille',
  until: (time) => `jusqu’à ${time}`,
  untilReply: 'jusqu’à sa réponse',
  mentioned: 'Vous mentionne',
  hasDraft: 'Avec un brouillon',
  pinned: 'Épinglé',
  opening: 'Ouverture de vos messages',
  visitor: 'Visiteur',
  empty: {
    filtered: 'Rien ne correspond à ce filtre.',
    allOpen: 'Rien n’est ouvert.',
    nothing: 'Il n’y a encore rien ici.',
    offline: 'Il n’y a encore rien sur cet appareil.',
    offlineHow: 'Ce que votre équipe a reçu arrive dès que cet appareil est en ligne.',
    gone: 'Cette liste n’existe plus.',
    goneHow: 'Elle a été supprimée. Les conversations sont toutes là où elles étaient.',
    asleep: (count) =>
      n(count, { one: `${count} est en veille`, other: `${count} sont en veille` }),
    mentions: 'Aucune mention de vous.',
    mentionsHow: 'Quand un commentaire contient @ et votre nom, il arrive ici.',
    drafts: 'Aucun brouillon en attente.',
    draftsHow: 'Ce que vous ou l’équipe écrivez sans l’envoyer reste ici, sur chaque appareil.',
    missed: 'Personne n’a été manqué aujourd’hui.',
    missedHow: 'Qui attend trop longtemps est ici, et qui a eu aujourd’hui une réponse tardive.',
    attention: 'Rien à décider.',
    group: 'Rien d’ouvert dans ce groupe.',
    snoozed: 'Rien n’est en veille.',
    bin: 'La corbeille est vide.',
    blocked: 'Personne n’est bloqué.',
    mine: 'Tout a une réponse.',
    unassigned: 'Personne n’attend d’être pris en charge.',
    all: 'Pas encore de conversation.',
    allHow: 'Une fois le widget sur votre site, ce que les visiteurs écrivent arrive ici.',
    tryIt: 'L’essayer sur la page de démonstration',
    closed: 'Rien n’est encore fermé.',
    wait: (count) =>
      n(count, {
        one: `${count} attend dans Non attribués`,
        other: `${count} attendent dans Non attribués`,
      }),
    goUnassigned: 'Voir Non attribués',
  },
};

export const filters: Words['filters'] = {
  channel: 'Quels canaux',
  allChannels: 'Tous les canaux',
  chat: 'Chat',
  email: 'E-mail',
  which: {
    open: 'Ouvertes',
    snoozed: 'En veille',
    closed: 'Fermées',
    everything: 'Toutes',
    blocked: 'Bloquées',
    bin: 'Corbeille',
  },
  needsReply: 'À répondre',
  sort: 'Ordre',
  order: {
    newest: 'Récentes d’abord',
    oldest: 'Anciennes d’abord',
    waiting: 'Attente la plus longue',
  },
  density: 'Lignes',
  densities: { comfortable: 'Confortables', compact: 'Compactes' },
  save: 'Enregistrer cette vue…',
  usual: 'Effacer le filtre',
  tag: 'Étiquette',
  anyTag: 'Toutes les étiquettes',
};

export const bulk: Words['bulk'] = {
  selected: (count) => n(count, { one: `${count} sélectionnée`, other: `${count} sélectionnées` }),
  all: (count) => `Toutes les ${count} de ce filtre`,
  toolbar: 'Que faire de la sélection',
  clear: 'Effacer la sélection',
  selectOne: (name) => `Sélectionner ${name}`,
  tooManyOffline: (most) =>
    `Hors ligne, jusqu’à ${most} à la fois. Réduisez la sélection, ou attendez le retour du réseau.`,
};

export const saveView: Words['saveView'] = {
  title: 'Enregistrer cette vue',
  name: 'Nom',
  noName: 'Donnez-lui un nom, pour qu’on la retrouve.',
  audience: 'Qui la voit',
  mine: 'Moi seulement',
  everyone: 'Tout le monde',
  save: 'Enregistrer',
  change: 'Nom et public…',
  changeTitle: 'Modifier cette vue',
  keep: 'Garder ce filtre dans la vue',
  kept: (name) => `Filtre gardé dans ${name}`,
  remove: 'Supprimer cette vue',
  removed: (name) => `Vue supprimée\u202f: ${name}`,
};

export const snooze: Words['snooze'] = {
  title: 'Mettre en veille',
  titleMany: (count) => `Mettre en veille (${count})`,
  type: 'Jusqu’à quand\u202f? 2h, lun 9h, 3 jours',
  until: (time) => `jusqu’à ${time}`,
  untilReply: 'jusqu’à sa réponse',
  reply: 'Jusqu’à sa réponse',
  evenIfReply: 'Même en cas de réponse',
  again: 'Comme la dernière fois',
  wake: 'Réveiller maintenant',
  notUnderstood:
    'Pas un moment à venir. Essayez «\u202f2h\u202f», «\u202flun 9h\u202f» ou «\u202f3 jours\u202f».',
  preset: {
    hour: 'Dans une heure',
    'three-hours': 'Dans trois heures',
    evening: 'Ce soir',
    tomorrow: 'Demain matin',
    monday: 'Lundi matin',
    week: 'Dans une semaine',
  },
};

export const done: Words['done'] = {
  closed: (name) => `Fermée\u202f: ${name}`,
  closedMany: (count) => n(count, { one: `${count} fermée`, other: `${count} fermées` }),
  reopened: (name) => `Rouverte\u202f: ${name}`,
  reopenedMany: (count) => n(count, { one: `${count} rouverte`, other: `${count} rouvertes` }),
  binned: (name) => `À la corbeille\u202f: ${name}`,
  binnedMany: (count) => `${count} à la corbeille`,
  restored: (name) => `Hors de la corbeille\u202f: ${name}`,
  restoredMany: (count) =>
    n(count, {
      one: `${count} sortie de la corbeille`,
      other: `${count} sorties de la corbeille`,
    }),
  taken: (name) => `Attribuée à vous\u202f: ${name}`,
  takenMany: (count) =>
    n(count, { one: `${count} attribuée à vous`, other: `${count} attribuées à vous` }),
  tagged: (name) => `Étiquettes modifiées\u202f: ${name}`,
  taggedMany: (count) => `Étiquettes modifiées\u202f: ${count}`,
  snoozed: (name, until) => `${name}\u202f: en veille ${until}`,
  snoozedMany: (count, until) => `${count} en veille ${until}`,
  woken: (name) => `Réveil\u202f: ${name}`,
  wokenMany: (count) => n(count, { one: `${count} réveillée`, other: `${count} réveillées` }),
  read: (name) => `Lue\u202f: ${name}`,
  readMany: (count) =>
    n(count, { one: `${count} marquée comme lue`, other: `${count} marquées comme lues` }),
  unread: (name) => `Non lue\u202f: ${name}`,
  unreadMany: (count) =>
    n(count, {
      one: `${count} marquée comme non lue`,
      other: `${count} marquées comme non lues`,
    }),
  waived: (name) => `${name}\u202f: aucune réponse nécessaire`,
  waivedMany: (count) => `${count} sans réponse nécessaire`,
  undone: (what) => `Annulé. ${what}`,
  undoneButFor: (count) =>
    n(count, {
      one: `Annulé, sauf pour ${count} qui a changé depuis`,
      other: `Annulé, sauf pour ${count} qui ont changé depuis`,
    }),
  notUndone: 'Pas annulé\u202f: cela a changé depuis.',
};
