export function inbox() {}
