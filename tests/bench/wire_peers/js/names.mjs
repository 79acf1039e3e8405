// pbf keeps the names of the .proto file; the others make them lowerCamelCase, and so do we.
export const camelCase = (source) => source.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());
