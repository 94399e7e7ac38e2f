/** The places of the navigation, top to bottom (UX 3): lists by their view, and the pages that are none. */
import type { FixedView } from '$lib/desk/views.ts';
import AtSign from '~icons/lucide/at-sign';
import ChartColumn from '~icons/lucide/chart-column';
import CircleDashed from '~icons/lucide/circle-dashed';
import Hand from '~icons/lucide/hand';
import Inbox from '~icons/lucide/inbox';
import Layers from '~icons/lucide/layers';
import Pencil from '~icons/lucide/pencil';
import CircleAlert from '~icons/lucide/circle-alert';
import Radio from '~icons/lucide/radio';
import type { Component } from 'svelte';

export type Icon = Component<{ class?: string; 'aria-hidden'?: 'true' }>;

export interface Place {
  name: FixedView | 'visitors' | 'statistics';
  icon: Icon;
}

export const mainPlaces: readonly Place[] = [
  { name: 'mine', icon: Inbox },
  { name: 'unassigned', icon: CircleDashed },
  { name: 'all', icon: Layers },
  { name: 'visitors', icon: Radio },
  { name: 'statistics', icon: ChartColumn },
];

export const ownPlaces: readonly Place[] = [
  { name: 'mentions', icon: AtSign },
  { name: 'drafts', icon: Pencil },
  { name: 'missed', icon: CircleAlert },
  { name: 'attention', icon: Hand },
];
