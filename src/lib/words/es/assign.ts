/** To whom a conversation is given. */
import type { Words } from '../en/index.ts';
import { plural } from '../plural.ts';

const n = plural('es');

export const assign: Words['assign'] = {
  toAgent: 'Asignar a un agente',
  toGroup: 'Asignar a un grupo',
  many: (count) => n(count, { one: '1 conversación', other: `${count} conversaciones` }),
  how: 'Qué recibe el agente',
  hold: 'Asignar',
  takePart: 'Hacer participar',
  takePartHow: 'Quien participa recibe todos los mensajes; una sola persona tiene la conversación.',
  me: 'Yo',
  nobody: 'Nadie',
  noGroup: 'Ningún grupo',
  load: (load, capacity) => `${load}/${capacity}`,
  loadSpoken: (load, capacity) => `${load} de ${capacity} chats en curso`,
  standing: { online: 'En línea', invisible: 'Invisible', offline: 'Sin conexión' },
  membersOnline: (online, members) => `${online} de ${members} en línea`,
  members: (members) => n(members, { one: '1 miembro', other: `${members} miembros` }),
  isPrivate: 'Privado',
  holds: 'La tiene ahora',
  takesPart: 'Participa',
  nothing: (typed) => `Nadie se llama «${typed}».`,
  noGroupCalled: (typed) => `Ningún grupo se llama «${typed}».`,
  noGroups: 'Todavía no hay grupos. Un admin los crea en los ajustes.',
  warnOffline: (who) =>
    `${who} no está en línea. La conversación espera en sus mensajes, con un aviso para su regreso.`,
  warnInvisible: (who) =>
    `${who} está invisible y no recibe chats nuevos. La asignación se hace igualmente.`,
  warnFull: (who, load) =>
    `${who} tiene ${load} chats en curso y no admite más. La asignación se hace igualmente.`,
  warnEmpty: (group) => `Nadie de ${group} está en línea. La conversación espera allí.`,
  choose: 'elegir',
  confirm: 'asignar',
  done: (who, count) =>
    who === null
      ? n(count, { one: 'Asignada a usted', other: `${count} asignadas a usted` })
      : n(count, { one: `Asignada a ${who}`, other: `${count} asignadas a ${who}` }),
  doneOffline: (who, count) =>
    n(count, {
      one: `Asignada a ${who}, que no está en línea`,
      other: `${count} asignadas a ${who}, que no está en línea`,
    }),
  freed: (count) => n(count, { one: 'Devuelta a todos', other: `${count} devueltas a todos` }),
  grouped: (group, count) =>
    n(count, { one: `Pasada a ${group}`, other: `${count} pasadas a ${group}` }),
  ungrouped: (count) =>
    n(count, { one: 'Ya no está en un grupo', other: `${count} ya no están en un grupo` }),
  joined: (who) => `${who} participa`,
  joinedMe: 'Usted participa',
  left: (who) => `${who} ya no participa`,
  leftMe: 'Usted ya no participa',
};
