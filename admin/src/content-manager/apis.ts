/** What this plugin uses of Strapi's content manager, whose own types only its package exports. */
import { type ReactNode } from 'react';

interface OpenDocument {
  documentId: string;
  locale?: string | null;
  updatedAt?: string | null;
  publishedAt?: string | null;
}

export interface PanelProps {
  /** The uid of the content type. */
  model: string;
  /** Undefined while an entry is being created. */
  documentId?: string;
  document?: OpenDocument;
  meta?: { availableStatus?: { publishedAt?: string | null }[] };
}

/** A component that returns a description; null leaves the panel out. */
export type PanelComponent = (props: PanelProps) => { title: string; content: ReactNode } | null;

export interface BulkActionProps {
  model: string;
  documents: OpenDocument[];
}

export interface BulkActionDescription {
  label: string;
  icon: ReactNode;
  variant: 'tertiary';
  dialog: {
    type: 'dialog';
    title: string;
    content: ReactNode;
    confirmLabel: string;
    onConfirm: () => Promise<void>;
  };
}

export type BulkActionComponent = (props: BulkActionProps) => BulkActionDescription | null;

export interface ContentManagerApis {
  addEditViewSidePanel(panels: PanelComponent[]): void;
  addBulkAction(actions: BulkActionComponent[]): void;
}
