/** The places of the navigation, top to bottom (UX 3): lists by their view, and the pages that are none. */
import type { FixedView } from '$lib/desk/views.ts';
import AtSign from '@lucide/svelte/icons/at-sign';
import ChartColumn from '@lucide/svelte/icons/chart-column';
import CircleDashed from '@lucide/svelte/icons/circle-dashed';
import Hand from '@lucide/svelte/icons/hand';
import Inbox from '@lucide/svelte/icons/inbox';
import Layers from '@lucide/svelte/icons/layers';
import Pencil from '@lucide/svelte/icons/pencil';
import CircleAlert from '@lucide/svelte/icons/circle-alert';
import Radio from '@lucide/svelte/icons/radio';
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
