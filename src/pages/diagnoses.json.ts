import catalogue from 'virtual:catalogue/entries';
import { home } from '../../site.config.mjs';
import { toPublicIndex } from '../catalogue/public-index.ts';

export const GET = () => Response.json(toPublicIndex(catalogue, home));
