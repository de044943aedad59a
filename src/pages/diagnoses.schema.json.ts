import { home } from '../../site.config.mjs';
import { publicIndexSchema } from '../catalogue/public-index.ts';

export const GET = () => Response.json(publicIndexSchema(home));
