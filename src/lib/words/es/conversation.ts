/** What can be done with one conversation, and what was: its head, its messages, its changes. */
import type { Words } from '../en/index.ts';
import { plural } from '../plural.ts';

const n = plural('es');

export const conversation: Words['conversation'] = {
  block: 'Bloquear',
  blockHere: 'Bloquear en este chat',
  blockHereHow: 'Los mensajes quedan aquí y no avisan a nadie. Al otro lado no se nota nada.',
  ban: 'Excluir en todas partes',
  banHow: 'Su chat desaparece y no llega nada más.',
  forDays: (count) => n(count, { one: 'Durante 1 día', other: `Durante ${count} días` }),
  forEver: 'Para siempre',
  unblock: 'Desbloquear',
  banOffline: 'Una exclusión vale en cuanto este dispositivo tenga conexión.',
  blockTitle: (name) => `Bloquear a ${name}`,
  banTitle: (name, days) =>
    days === null
      ? `Excluir a ${name} para siempre`
      : n(days, {
          one: `Excluir a ${name} por 1 día`,
          other: `Excluir a ${name} por ${days} días`,
        }),
  why: 'Por qué',
  whyHow: 'Una palabra para su equipo, si quiere. La persona nunca la ve.',
  whyWas: (why) => `«${why}»`,
  banNow: 'Excluir',
  doneBlocked: (name) => `Bloqueo: ${name}`,
  doneBanned: (name) => `Exclusión: ${name}`,
  doneUnblocked: (name) => `Desbloqueo: ${name}`,
  more: 'Más',
  copyLink: 'Copiar el enlace',
  transcript: 'Transcripción…',
  merge: 'Unir con…',
  summary: 'Fijar un resumen',
  print: 'Imprimir',
  deleteForGood: 'Eliminar para siempre…',
  blockedUntil: (time) =>
    time === null
      ? 'Persona bloqueada. Sus mensajes quedan aquí.'
      : `Persona bloqueada hasta ${time}.`,
  bannedUntil: (time) =>
    time === null ? 'Persona excluida. No llega nada más.' : `Persona excluida hasta ${time}.`,
  inBin: (time) => `En la papelera. Eliminación definitiva: ${time}.`,
  mergedInto: (name) => `Se muestra en la conversación con ${name}.`,
  openIt: 'Abrir',
  unmerge: 'Separar de nuevo',
  mergedFrom: (count) =>
    n(count, {
      one: 'Contiene 1 conversación más',
      other: `Contiene ${count} conversaciones más`,
    }),
  from: (name) => `de ${name}`,

  messageMenu: (who) => `Menú del mensaje de ${who}`,
  quote: 'Citar',
  react: 'Reaccionar',
  reactWith: (emoji) => `Reaccionar con ${emoji}`,
  reactedBy: (emoji, who) => `${emoji}, ${who}`,
  edit: 'Editar',
  unsend: 'Retirar para todos',
  copy: 'Copiar',
  unreadFromHere: 'Marcar como no leídos desde aquí',
  removed: 'Mensaje retirado',
  removedByVisitor: 'Retirado por quien lo escribió',
  edited: 'editado',
  showBefore: 'Qué decía antes',
  hideBefore: 'Ocultar qué decía antes',
  save: 'Guardar',
  cancel: 'Cancelar',
  editing: 'Editar este mensaje',
  tooLate: 'Han pasado cinco minutos. Ya no se puede cambiar.',
  unsent: 'Retirado. Al otro lado ya no se ve.',
  quoting: (who) => `Cita de ${who}`,
  dropQuote: 'No citar',
  quoteGone: 'Un mensaje que no está aquí',
  sendAnd: 'Otras formas de enviar',
  undo: 'Deshacer',
  later: 'Mensajes siguientes',
  fold: 'Plegar',

  mergeTitle: 'Unir con otra conversación',
  mergeHow:
    'Sus mensajes se muestran aquí, por orden de tiempo. Cada visitante conserva su propio chat.',
  mergeFind: 'Buscar por nombre o palabras',
  mergeNone: 'Ninguna otra conversación coincide.',
  mergeSame: 'Mismo contacto',
  merged: (name) => `Unión: ${name}`,
  unmerged: 'Separadas de nuevo',

  summaryTitle: 'Resumen',
  summaryOnly: 'Solo lo ve su equipo',
  summaryWrite: 'Lo primero que conviene saber',
  summaryHide: 'Ocultar el resumen',

  transcriptTitle: 'Transcripción',
  transcriptFormat: 'Formato',
  transcriptText: 'Texto',
  transcriptHtml: 'Página web',
  transcriptJson: 'JSON',
  transcriptInternal: 'Copia interna, con los comentarios',
  transcriptInternalHow: 'No la entregue a nadie de fuera del equipo.',
  transcriptOf: (name, day) => `Conversación con ${name}, ${day}`,
  download: 'Descargar',
  comment: 'comentario',

  purgeTitle: '¿Eliminar esta conversación para siempre?',
  purgeHow: 'Cada mensaje se borra, aquí y en el chat del sitio. Nadie puede recuperarlo.',
  purge: 'Eliminar para siempre',
  purging: 'Eliminando…',
  purgeOffline: 'Hace falta conexión.',
  purgeFailed: 'No se pudo eliminar. Vuelva a intentarlo en un momento.',

  event: {
    grouped: (who, group) => (who ? `${who} la pasó a ${group}` : `Usted la pasó a ${group}`),
    ungrouped: (who) => (who ? `${who} la sacó de su grupo` : 'Usted la sacó de su grupo'),
    spread: (whom) => (whom ? `Asignada a ${whom} por turno` : 'Asignada a usted por turno'),
    agentAway: 'Devuelta a todos: quien la tenía ya no estaba',
    joined: (who) => (who ? `${who} participa` : 'Usted participa'),
    joinedBy: (who, whom) =>
      who ? `${who} invitó a ${whom} a participar` : `Usted invitó a ${whom} a participar`,
    left: (who) => (who ? `${who} ya no participa` : 'Usted ya no participa'),
    leftBy: (who, whom) => (who ? `${who} retiró a ${whom}` : `Usted retiró a ${whom}`),
    tagged: (who, tag) =>
      who ? `${who} añadió la etiqueta ${tag}` : `Usted añadió la etiqueta ${tag}`,
    untagged: (who, tag) =>
      who ? `${who} quitó la etiqueta ${tag}` : `Usted quitó la etiqueta ${tag}`,
    waived: (who) => (who ? `${who}: no hace falta responder` : 'Usted: no hace falta responder'),
    snoozed: (who, time) =>
      who ? `${who} la puso en pausa hasta ${time}` : `Usted la puso en pausa hasta ${time}`,
    snoozedForReply: (who) =>
      who
        ? `${who} la puso en pausa hasta el próximo mensaje`
        : 'Usted la puso en pausa hasta el próximo mensaje',
    woken: (who) => (who ? `${who} la reactivó` : 'Usted la reactivó'),
    page: (visitor, page) => `${visitor} pasó a la página «${page}»`,
    wokenDue: 'Fin de la pausa',
    binned: (who) => (who ? `${who} la puso en la papelera` : 'Usted la puso en la papelera'),
    restored: (who) => (who ? `${who} la sacó de la papelera` : 'Usted la sacó de la papelera'),
    restoredByMessage: 'Fuera de la papelera: alguien escribió',
    restoredUnseen: 'Fuera de la papelera: había llegado un mensaje que no se vio',
    blocked: (who) => (who ? `${who} bloqueó a esta persona` : 'Usted bloqueó a esta persona'),
    banned: (who) => (who ? `${who} excluyó a esta persona` : 'Usted excluyó a esta persona'),
    until: (what, time) => `${what} hasta ${time}`,
    why: (what, why) => `${what}: ${why}`,
    unblocked: (who) =>
      who ? `${who} desbloqueó a esta persona` : 'Usted desbloqueó a esta persona',
    mergedFrom: (who, name) => (who ? `${who} unió ${name} a esta` : `Usted unió ${name} a esta`),
    mergedInto: (who, name) => (who ? `${who} la unió a ${name}` : `Usted la unió a ${name}`),
    unmerged: (who, name) =>
      who ? `${who} separó ${name} de nuevo` : `Usted separó ${name} de nuevo`,
    tag: 'una etiqueta que ya no existe',
    group: 'un grupo que ya no existe',
    other: 'otra conversación',
  },
};
