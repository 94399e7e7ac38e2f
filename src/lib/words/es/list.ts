/** The list of conversations: rows, filters, and what is done with one or many. */
import type { Words } from '../en/index.ts';
import { plural } from '../plural.ts';

const n = plural('es');

export const list: Words['list'] = {
  which: 'Qué conversaciones',
  newAbove: (count) => n(count, { one: '1 nueva', other: `${count} nuevas` }),
  new: 'Nueva',
  missed: 'Perdida',
  missedFor: (wait) => `Perdida · ${wait}`,
  missedAsOf: (time) => `Perdida · a las ${time}`,
  held: 'Retenida',
  failed: 'No enviado',
  waiting: 'En espera',
  comment: 'Comentario',
  you: 'Usted:',
  draft: 'Borrador:',
  from: (who) => `${who}:`,
  assigned: (who) => (who ? `Asignada a ${who}` : 'Asignada a usted'),
  chat: 'chat',
  email: 'correo',
  closedBy: (who) => (who ? `${who} la cerró` : 'Usted la cerró'),
  takenBy: (who) => (who ? `${who} la tomó` : 'Usted la tomó'),
  movedOn: 'Ya no está en esta lista',
  inBin: 'En la papelera',
  asleep: 'En pausa',
  until: (time) => `hasta ${time}`,
  untilReply: 'hasta que responda',
  mentioned: 'Le mencionan',
  hasDraft: 'Con un borrador',
  pinned: 'Fijado',
  opening: 'Abriendo sus mensajes',
  visitor: 'Visitante',
  empty: {
    mine: 'Todo respondido.',
    allOpen: 'No hay nada abierto.',
    nothing: 'Aquí no hay nada todavía.',
    offline: 'En este dispositivo no hay nada todavía.',
    offlineHow: 'Lo que el equipo ha recibido llega en cuanto este dispositivo tenga conexión.',
    gone: 'Esta lista ya no existe.',
    goneHow: 'Alguien la quitó. Las conversaciones están todas donde estaban.',
    asleep: (count) => n(count, { one: '1 está en pausa', other: `${count} están en pausa` }),
    unassigned: 'Nada espera a que alguien lo tome.',
    all: 'Todavía no hay conversaciones.',
    allHow: 'Cuando el widget esté en su sitio, lo que escriban los visitantes llegará aquí.',
    tryIt: 'Probarlo en la página de demostración',
    closed: 'Todavía no hay nada cerrado.',
    filtered: 'Nada coincide con este filtro.',
    mentions: 'Nadie le ha mencionado.',
    mentionsHow: 'Cuando un comentario contiene @ y su nombre, llega aquí.',
    drafts: 'No hay borradores en espera.',
    draftsHow: 'Lo que usted o el equipo escriben sin enviarlo queda aquí, en cada dispositivo.',
    missed: 'Hoy no se ha perdido ninguna.',
    missedHow: 'Aquí está quien espera demasiado, y quien hoy tuvo una respuesta tardía.',
    attention: 'Nada espera su decisión.',
    group: 'Este grupo no tiene nada abierto.',
    snoozed: 'No hay nada en pausa.',
    bin: 'La papelera está vacía.',
    blocked: 'No hay nadie con bloqueo.',
    wait: (count) =>
      n(count, { one: '1 espera en Sin asignar', other: `${count} esperan en Sin asignar` }),
    goUnassigned: 'Ir a Sin asignar',
  },
};

export const filters: Words['filters'] = {
  channel: 'Qué canales',
  allChannels: 'Todos los canales',
  chat: 'Chat',
  email: 'Correo',
  which: {
    open: 'Abiertas',
    snoozed: 'En pausa',
    closed: 'Cerradas',
    everything: 'Todas',
    blocked: 'Bloqueadas',
    bin: 'Papelera',
  },
  needsReply: 'Por responder',
  sort: 'Orden',
  order: {
    newest: 'Primero las más recientes',
    oldest: 'Primero las más antiguas',
    waiting: 'La espera más larga',
  },
  density: 'Filas',
  densities: { comfortable: 'Amplias', compact: 'Compactas' },
  save: 'Guardar esta vista…',
  usual: 'Quitar el filtro',
  tag: 'Etiqueta',
  anyTag: 'Cualquier etiqueta',
};

export const bulk: Words['bulk'] = {
  selected: (count) => n(count, { one: '1 seleccionada', other: `${count} seleccionadas` }),
  all: (count) => `Las ${count} de este filtro`,
  toolbar: 'Qué hacer con las seleccionadas',
  clear: 'Quitar la selección',
  selectOne: (name) => `Seleccionar ${name}`,
  tooManyOffline: (most) =>
    `Sin conexión, hasta ${most} a la vez. Seleccione menos, o hágalo cuando haya conexión.`,
};

export const saveView: Words['saveView'] = {
  title: 'Guardar esta vista',
  name: 'Nombre',
  noName: 'Póngale un nombre, para poder encontrarla.',
  audience: 'Quién la ve',
  mine: 'Solo yo',
  everyone: 'Todo el equipo',
  save: 'Guardar',
  change: 'Nombre y lectores…',
  changeTitle: 'Cambiar esta vista',
  keep: 'Conservar este filtro en la vista',
  kept: (name) => `Filtro conservado en ${name}`,
  remove: 'Quitar esta vista',
  removed: (name) => `Vista quitada: ${name}`,
};

export const snooze: Words['snooze'] = {
  title: 'Poner en pausa',
  titleMany: (count) => `Poner en pausa (${count})`,
  type: '¿Hasta cuándo? 2h, lun 9, 3 días',
  until: (time) => `hasta ${time}`,
  untilReply: 'hasta que responda',
  reply: 'Hasta que responda',
  evenIfReply: 'Aunque responda',
  again: 'Como la última vez',
  wake: 'Reactivar ahora',
  notUnderstood: 'No es un momento por venir. Pruebe «2h», «lun 9» o «3 días».',
  preset: {
    hour: 'Dentro de una hora',
    'three-hours': 'Dentro de tres horas',
    evening: 'Esta tarde',
    tomorrow: 'Mañana por la mañana',
    monday: 'El lunes por la mañana',
    week: 'Dentro de una semana',
  },
};

export const done: Words['done'] = {
  closed: (name) => `Cerrada: ${name}`,
  closedMany: (count) => n(count, { one: '1 cerrada', other: `${count} cerradas` }),
  reopened: (name) => `Reabierta: ${name}`,
  reopenedMany: (count) => n(count, { one: '1 reabierta', other: `${count} reabiertas` }),
  binned: (name) => `A la papelera: ${name}`,
  binnedMany: (count) =>
    n(count, { one: '1 está en la papelera', other: `${count} están en la papelera` }),
  restored: (name) => `Fuera de la papelera: ${name}`,
  restoredMany: (count) =>
    n(count, {
      one: '1 está fuera de la papelera',
      other: `${count} están fuera de la papelera`,
    }),
  taken: (name) => `Asignada a usted: ${name}`,
  takenMany: (count) =>
    n(count, { one: '1 asignada a usted', other: `${count} asignadas a usted` }),
  tagged: (name) => `Etiquetas cambiadas: ${name}`,
  taggedMany: (count) => `Etiquetas cambiadas en ${count}`,
  snoozed: (name, until) => `${name}: en pausa ${until}`,
  snoozedMany: (count, until) => `${count} en pausa ${until}`,
  woken: (name) => `Activa de nuevo: ${name}`,
  wokenMany: (count) =>
    n(count, { one: '1 está activa de nuevo', other: `${count} están activas de nuevo` }),
  read: (name) => `Leída: ${name}`,
  readMany: (count) =>
    n(count, { one: '1 marcada como leída', other: `${count} marcadas como leídas` }),
  unread: (name) => `Sin leer: ${name}`,
  unreadMany: (count) =>
    n(count, { one: '1 marcada como no leída', other: `${count} marcadas como no leídas` }),
  waived: (name) => `${name}: no hace falta responder`,
  waivedMany: (count) =>
    n(count, { one: '1 no necesita respuesta', other: `${count} no necesitan respuesta` }),
  undone: (what) => `Deshecho. ${what}`,
  undoneButFor: (count) =>
    n(count, {
      one: 'Deshecho, salvo 1 que ha cambiado desde entonces',
      other: `Deshecho, salvo ${count} que han cambiado desde entonces`,
    }),
  notUndone: 'No se deshizo: ha cambiado desde entonces.',
};
