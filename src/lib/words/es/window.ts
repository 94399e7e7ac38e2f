/** The window of a conversation: its thread, what happened in it, and writing. */
import type { Words } from '../en/index.ts';
import { plural } from '../plural.ts';

const n = plural('es');

export const window: Words['window'] = {
  pick: 'Elija una conversación',
  orPress: 'o pulse',
  waitingLongest: 'para la que lleva más tiempo esperando',
  none: 'Esta conversación no está aquí.',
  noneWhy: 'Quizá se haya borrado, o la dirección no sea del todo correcta.',
  back: 'Volver a la lista',
  close: 'Cerrar',
  reopen: 'Reabrir',
  visitorWrites: 'Escribe',
  take: 'Tomar',
  toMe: 'Asignarme',
  isClosed: 'Cerrada',
  closedWhom: (name) => `Cerrada: ${name}`,
  onSiteNow: 'En su sitio ahora',
  left: (ago) => `Dejó el sitio hace ${ago}`,
  leftJustNow: 'Acaba de dejar el sitio',
  seenBeforeOffline: (time) => `En su sitio a las ${time}, antes de perder la conexión`,
  reading: (who) => `${who} está leyendo`,
  writing: (who) => `${who} está escribiendo`,
  thread: (name) => `Conversación con ${name}`,
  typing: (name) => `${name} está escribiendo`,
  newSince: (time) => `Nuevo desde ${time}`,
  newBelow: (count) => n(count, { one: '1 mensaje nuevo', other: `${count} mensajes nuevos` }),
  changes: (count) => n(count, { one: '1 cambio', other: `${count} cambios` }),
  earlier: 'Mensajes anteriores',
  opening: 'Abriendo',
  onlyTeam: 'Solo lo ve su equipo',
  updateToSee: 'Actualice Parley para verlo',
  offlineSince: (time) => `Sin conexión desde las ${time}`,
  saved: 'Guardado en este dispositivo',
  sent: 'Enviado',
  read: (time) => `Leído ${time}`,
  notDelivered: (reason) => `No entregado: ${reason}`,
  noReason: 'no se indicó el motivo',
  written: (time) => `escrito ${time}`,
  writtenThenSent: (written, sent) => `escrito ${written}, enviado ${sent}`,
  viewerOnly: 'Aquí puede leer, no escribir.',
};

export const event: Words['event'] = {
  assignedToMe: (who) => (who ? `${who} se la asignó a usted` : 'Usted se la asignó'),
  assignedTo: (who, whom) => (who ? `${who} la asignó a ${whom}` : `Usted la asignó a ${whom}`),
  unassigned: (who) => (who ? `${who} la devolvió a todos` : 'Usted la devolvió a todos'),
  firstReply: (whom) =>
    whom
      ? `Asignada a ${whom} por la primera respuesta`
      : 'Asignada a usted por su primera respuesta',
  taken: (who) => (who ? `${who} la tomó` : 'Usted la tomó'),
  closed: (who) => (who ? `${who} la cerró` : 'Usted la cerró'),
  reopened: (who) => (who ? `${who} la reabrió` : 'Usted la reabrió'),
  reopenedByMessage: 'Reabierta por un mensaje nuevo',
  reopenedUnseen: 'Reabierta: había llegado un mensaje que no se vio',
  missed: 'Perdida: nadie respondió a tiempo',
};

export const held: Words['held'] = {
  'colleague-replied': (who, at) => `${who} respondió ${at}, antes de su regreso.`,
  'given-away': (who, at) => `Pasó a ${who} ${at}, antes de que saliera su respuesta.`,
  closed: (who, at) => `${who} la cerró ${at}, antes de que saliera su respuesta.`,
  'unseen-messages': (who, at) => `${who} escribió ${at}, antes de que saliera su respuesta.`,
  stale: 'Lo escribió hace más de un día. ¿Sigue siendo correcto?',
  plain: 'Algo cambió antes de que saliera su respuesta. Mire de nuevo y decida.',
  sendToo: 'Enviar también la mía',
  sendAnyway: 'Enviar igualmente',
  edit: 'Editar',
  discard: 'Descartar',
};

export const refused: Words['refused'] = {
  message: 'No enviado.',
  why: {
    malformed: 'Parley no pudo leerlo. Copie el texto y escríbalo de nuevo.',
    'not-yours': 'Esta conversación ya no está aquí.',
    'not-allowed': 'Su rol no lo permite.',
    'id-used': 'Se guardó otra cosa con el mismo nombre. Envíelo de nuevo.',
    empty: 'No contenía palabras.',
    'too-long': 'Es más largo de lo que puede ser un mensaje. Acórtelo y envíelo de nuevo.',
    'already-sent': 'Este borrador ya se envió.',
    'already-taken': 'Otra persona la tomó antes.',
    'no-such-agent': 'Esta persona ya no está en el equipo.',
    'no-such-group': 'Este grupo ya no existe.',
    'no-such-entry': 'Aquello a lo que se refiere ya no está aquí.',
    'after-refused': 'Lo que iba antes no se aceptó.',
    'after-unknown': 'No se sabe qué iba antes.',
    'too-many': 'Esta conversación está llena. Pida al visitante que empiece una nueva.',
    'too-late': 'Las palabras se pueden cambiar durante 5 minutos, y no si ya salieron por correo.',
    erased: 'Esta conversación se borró.',
  },
  alreadySentBy: (who, at) => `${who} envió este borrador ${at}.`,
  alreadyTakenBy: (who, at) =>
    at ? `${who} la tomó ${at}, antes que usted.` : `${who} la tomó antes.`,
  leaveIt: 'Dejarla',
  change: 'Su cambio no se aceptó.',
  again: 'Enviar de nuevo',
  edit: 'Editar',
  discard: 'Descartar',
  fine: 'De acuerdo',
};

export const composer: Words['composer'] = {
  label: 'Escribir',
  reply: 'Responder',
  comment: 'Comentar',
  replyTo: (name) => `Responder a ${name}`,
  onlyTeam: 'Solo lo verá su equipo',
  send: 'Enviar',
  sendComment: 'Comentar',
  sendAnyway: (who) => `${who} está escribiendo: ¿enviar igualmente?`,
  sendAnywayMore: 'Otras personas están escribiendo: ¿enviar igualmente?',
  whenOnline: 'Se enviará cuando haya conexión',
  commentWhenOnline: 'Su equipo lo verá cuando haya conexión',
  webChat: 'Chat web',
  chatOnline: (name) => `${name} está en su sitio, así que va al chat`,
  chatAway: (name) => `${name} ya no está; espera su regreso en el chat`,
  chatOrEmail: 'Se entrega en el chat cuando haya conexión',
  savedHere: 'Guardado en este dispositivo',
  saved: 'Guardado',
  writingToo: (who) => `${who} también está escribiendo`,
  leftOver: 'Escrito en el último borrador, no enviado',
  useIt: 'Añadir aquí',
  dropIt: 'Descartar',
  bold: 'Negrita',
  italic: 'Cursiva',
  list: 'Lista',
  tooLong: 'Más largo de lo que puede ser un mensaje',
  notSaved: 'No se pudo guardar en este dispositivo. Su texto sigue aquí.',
};

export const said: Words['said'] = {
  newMessage: (name, text) => `${name}: ${text}`,
  newMessages: (name, count) =>
    n(count, {
      one: `1 mensaje nuevo de ${name}`,
      other: `${count} mensajes nuevos de ${name}`,
    }),
  commentMode: 'Comentario. Solo lo verá su equipo.',
  replyMode: (name) => `Respuesta a ${name}.`,
  messageSaved: 'Mensaje guardado, está saliendo.',
  commentSaved: 'Comentario guardado.',
  missed: (name) => `Perdida: ${name} espera una respuesta.`,
  closed: 'Cerrada.',
  reopened: 'Reabierta.',
  taken: 'Asignada a usted.',
};
