/** To whom a conversation is given. */
import type { Words } from '../en/index.ts';
import { plural } from '../plural.ts';

const n = plural('it');

export const assign: Words['assign'] = {
  toAgent: 'Assegna a un agente',
  toGroup: 'Assegna a un gruppo',
  many: (count) => n(count, { one: '1 conversazione', other: `${count} conversazioni` }),
  how: 'Che cosa riceve l’agente',
  hold: 'Assegna',
  takePart: 'Fai partecipare',
  takePartHow:
    'Chi partecipa riceve ogni messaggio; una persona sola ha in carico la conversazione.',
  me: 'Io',
  nobody: 'Nessuno',
  noGroup: 'Nessun gruppo',
  load: (load, capacity) => `${load}/${capacity}`,
  loadSpoken: (load, capacity) => `${load} chat in corso su ${capacity}`,
  standing: { online: 'Online', invisible: 'Invisibile', offline: 'Offline' },
  membersOnline: (online, members) => `${online} su ${members} online`,
  members: (members) => n(members, { one: '1 membro', other: `${members} membri` }),
  isPrivate: 'Privato',
  holds: 'L’ha in carico ora',
  takesPart: 'Partecipa',
  nothing: (typed) => `Nessuno si chiama “${typed}”.`,
  noGroupCalled: (typed) => `Nessun gruppo si chiama “${typed}”.`,
  noGroups: 'Non ci sono ancora gruppi. Un admin li crea nelle impostazioni.',
  warnOffline: (who) =>
    `${who} è offline. La conversazione aspetta tra i suoi messaggi, con un avviso per il suo ritorno.`,
  warnInvisible: (who) =>
    `${who} è in stato invisibile e non prende nuove chat. L’assegnazione si fa comunque.`,
  warnFull: (who, load) =>
    `${who} ha ${load} chat in corso e non ha posto per altre. L’assegnazione si fa comunque.`,
  warnEmpty: (group) => `Nel gruppo ${group} nessuno è online. La conversazione aspetta lì.`,
  choose: 'scegli',
  confirm: 'assegna',
  done: (who, count) =>
    who === null
      ? n(count, { one: 'Assegnata a te', other: `${count} assegnate a te` })
      : n(count, { one: `Assegnata a ${who}`, other: `${count} assegnate a ${who}` }),
  doneOffline: (who, count) =>
    n(count, {
      one: `Assegnata a ${who}, che è offline`,
      other: `${count} assegnate a ${who}, che è offline`,
    }),
  freed: (count) => n(count, { one: 'Restituita a tutti', other: `${count} restituite a tutti` }),
  grouped: (group, count) =>
    n(count, { one: `Data a ${group}`, other: `${count} date a ${group}` }),
  ungrouped: (count) =>
    n(count, { one: 'Non è più in un gruppo', other: `${count} non sono più in un gruppo` }),
  joined: (who) => `${who} partecipa`,
  joinedMe: 'Ora partecipi',
  left: (who) => `${who} non partecipa più`,
  leftMe: 'Non partecipi più',
};
