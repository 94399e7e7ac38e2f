/** To whom a conversation is given. */
import type { Words } from '../en/index.ts';
import { plural } from '../plural.ts';

const n = plural('fr');

export const assign: Words['assign'] = {
  toAgent: 'Attribuer à un agent',
  toGroup: 'Attribuer à un groupe',
  many: (count) => n(count, { one: `${count} conversation`, other: `${count} conversations` }),
  how: 'Ce que reçoit l’agent',
  hold: 'Attribuer',
  takePart: 'Faire participer',
  takePartHow:
    'Qui participe reçoit chaque message\u202f; une seule personne tient la conversation.',
  me: 'Moi',
  nobody: 'Personne',
  noGroup: 'Aucun groupe',
  load: (load, capacity) => `${load}/${capacity}`,
  loadSpoken: (load, capacity) => `${load} chats en cours sur ${capacity}`,
  standing: { online: 'En ligne', invisible: 'Invisible', offline: 'Hors ligne' },
  membersOnline: (online, members) => `${online} sur ${members} en ligne`,
  members: (members) => n(members, { one: `${members} membre`, other: `${members} membres` }),
  isPrivate: 'Privé',
  holds: 'La tient en ce moment',
  takesPart: 'Participe',
  nothing: (typed) => `Personne ne s’appelle «\u202f${typed}\u202f».`,
  noGroupCalled: (typed) => `Aucun groupe ne s’appelle «\u202f${typed}\u202f».`,
  noGroups: 'Il n’y a pas encore de groupe. Un admin les crée dans les réglages.',
  warnOffline: (who) =>
    `${who} est hors ligne. La conversation attend dans ses messages, avec un avis pour son retour.`,
  warnInvisible: (who) =>
    `${who} est invisible et ne prend pas de nouveau chat. L’attribution se fait quand même.`,
  warnFull: (who, load) =>
    `${who} a ${load} chats en cours et plus de place. L’attribution se fait quand même.`,
  warnEmpty: (group) => `Personne n’est en ligne dans ${group}. La conversation y attend.`,
  choose: 'choisir',
  confirm: 'attribuer',
  done: (who, count) =>
    who === null
      ? n(count, { one: 'Vous est attribuée', other: `${count} vous sont attribuées` })
      : n(count, { one: `Attribuée à ${who}`, other: `${count} attribuées à ${who}` }),
  doneOffline: (who, count) =>
    n(count, {
      one: `Attribuée à ${who}, hors ligne en ce moment`,
      other: `${count} attribuées à ${who}, hors ligne en ce moment`,
    }),
  freed: (count) =>
    n(count, { one: 'Rendue à tout le monde', other: `${count} rendues à tout le monde` }),
  grouped: (group, count) =>
    n(count, { one: `Confiée à ${group}`, other: `${count} confiées à ${group}` }),
  ungrouped: (count) =>
    n(count, { one: 'N’est plus dans un groupe', other: `${count} ne sont plus dans un groupe` }),
  joined: (who) => `${who} participe`,
  joinedMe: 'Vous participez',
  left: (who) => `${who} ne participe plus`,
  leftMe: 'Vous ne participez plus',
};
