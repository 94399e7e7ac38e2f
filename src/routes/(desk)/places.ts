/** The places of the navigation, top to bottom (UX 3). */
import type { View } from '$lib/desk/views.ts';
import CircleDashed from '@lucide/svelte/icons/circle-dashed';
import Inbox from '@lucide/svelte/icons/inbox';
import Layers from '@lucide/svelte/icons/layers';
import type { Component } from 'svelte';

interface Place {
  view: View;
  icon: Component<{ class?: string; 'aria-hidden'?: 'true' }>;
  /** All messages is a record, not a duty: nothing is counted there. */
  hasCount: boolean;
}

export const places: readonly Place[] = [
  { view: 'mine', icon: Inbox, hasCount: true },
  { view: 'unassigned', icon: CircleDashed, hasCount: true },
  { view: 'all', icon: Layers, hasCount: false },
];
