/** The TypeScript of the docs is compiled, strictly, with the plugin's own types. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import ts from 'typescript';

import { blocksOf, ROOT } from './support/blocks';

/** What a reader has at hand where the code stands. */
const AROUND = `
import { type Core } from '@strapi/strapi';
declare const strapi: Core.Strapi;
declare const documentId: string;
`;

/** The content types that the pages speak of, as `strapi ts:generate-types` writes them. */
const GENERATED = `
import type { Schema, Struct } from '@strapi/strapi';

interface Article extends Struct.CollectionTypeSchema {
  collectionName: 'articles';
  info: { singularName: 'article'; pluralName: 'articles'; displayName: 'Article' };
  options: { draftAndPublish: true };
  attributes: { title: Schema.Attribute.String };
}
interface Brand extends Struct.CollectionTypeSchema {
  collectionName: 'brands';
  info: { singularName: 'brand'; pluralName: 'brands'; displayName: 'Brand' };
  attributes: { name: Schema.Attribute.String };
}
interface Product extends Struct.CollectionTypeSchema {
  collectionName: 'products';
  info: { singularName: 'product'; pluralName: 'products'; displayName: 'Product' };
  attributes: {
    title: Schema.Attribute.String;
    slug: Schema.Attribute.UID<'title'>;
    sku: Schema.Attribute.String;
    brand: Schema.Attribute.Relation<'manyToOne', 'api::brand.brand'>;
  };
}
interface Review extends Struct.CollectionTypeSchema {
  collectionName: 'reviews';
  info: { singularName: 'review'; pluralName: 'reviews'; displayName: 'Review' };
  attributes: {
    stars: Schema.Attribute.Integer;
    product: Schema.Attribute.Relation<'manyToOne', 'api::product.product'>;
  };
}

declare module '@strapi/strapi' {
  export namespace Public {
    export interface ContentTypeSchemas {
      'api::article.article': Article;
      'api::brand.brand': Brand;
      'api::product.product': Product;
      'api::review.review': Review;
    }
  }
}
`;

/** Files by name: a whole config/plugins stands for itself, the rest of a page belongs together. */
function filesOfTheDocs(): Map<string, string> {
  const files = new Map([['content-types.d.ts', GENERATED]]);
  for (const { page, about, where, code } of blocksOf(({ language }) => language === 'ts')) {
    const isWhole = about === 'config';
    const name = `${(isWhole ? where : page).replaceAll(/\W/g, '-')}.ts`;
    files.set(name, (files.get(name) ?? (isWhole ? '' : AROUND)) + code);
  }
  return files;
}

function compile(files: Map<string, string>): string[] {
  const parent = path.join(ROOT, 'playground/.tmp');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(path.join(parent, 'docs-'));
  try {
    const paths = [...files].map(([name, code]) => {
      const file = path.join(folder, name);
      writeFileSync(file, code);
      return file;
    });
    const program = ts.createProgram(paths, {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      esModuleInterop: true,
      resolveJsonModule: true,
      target: ts.ScriptTarget.ES2022,
      // The second for our own code, which the docs' imports lead to.
      lib: ['lib.es2022.full.d.ts', 'lib.es2024.string.d.ts'],
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      baseUrl: ROOT,
      paths: { 'strapi-plugin-destinations/strapi-server': ['server/src/index.ts'] },
      types: ['node'],
    });
    return ts
      .getPreEmitDiagnostics(program)
      .map(({ file, messageText }) =>
        [file && path.basename(file.fileName), ts.flattenDiagnosticMessageText(messageText, '\n')]
          .filter(Boolean)
          .join(': ')
      );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the TypeScript of the docs', () => {
  it('compiles', () => {
    expect(compile(filesOfTheDocs())).toEqual([]);
  });

  it('is compiled by a compiler that sees mistakes', () => {
    const files = new Map([['wrong.ts', `${AROUND}strapi.plugin('destinations').services('x');`]]);
    expect(compile(files)).toEqual([expect.stringContaining('wrong.ts')]);
  });
});
