/** Search, on the device and on the server. */
import type { Words } from '../en/index.ts';
import { plural } from '../plural.ts';

const n = plural('es');
const numbers = new Intl.NumberFormat('es');

export const search: Words['search'] = {
  label: 'Buscar',
  leave: 'Salir de la búsqueda',
  narrow: 'Acotar',
  operator: { from: 'quién escribió', in: 'dónde buscar', before: 'antes de un día: 2026-11-03' },
  place: {
    open: 'conversaciones abiertas',
    closed: 'conversaciones cerradas',
    snoozed: 'conversaciones en pausa',
    bin: 'papelera',
    mine: 'asignadas a usted',
    unassigned: 'sin asignar',
    chat: 'escritas en el chat',
    email: 'escritas por correo',
  },
  how: 'Buscar en todo',
  what: 'Nombres, direcciones, mensajes, comentarios y etiquetas. No importan los acentos ni un error al teclear.',
  results: (count) => n(count, { one: '1 resultado', other: `${count} resultados` }),
  nothing: (typed) => `Nada para «${typed}».`,
  closedToo: 'Buscar también en las cerradas',
  everywhere: 'Buscar en todas partes',
  spelling: 'Puede ayudar otra palabra, o solo su comienzo.',
  onServer: 'En el servidor',
  asking: 'Buscando en el servidor…',
  failed: 'El servidor no respondió: solo se buscó en este dispositivo.',
  again: 'Reintentar',
  searchedHere: (conversations) =>
    n(conversations, {
      one: 'Sin conexión: se buscó en 1 conversación de este dispositivo.',
      other: `Sin conexión: se buscó en ${numbers.format(conversations)} conversaciones de este dispositivo.`,
    }),
};
