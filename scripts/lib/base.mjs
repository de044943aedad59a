/** A base path with a slash at both ends, from what hosts and people write: "", "/a", "a/". */
export const basePath = (text = '') => `/${text}/`.replace(/\/+/g, '/');
