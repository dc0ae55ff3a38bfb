/** JSON that does not ask values for toJSON, which old frameworks put on Array and String. */
export function encode(value) {
  if (typeof value === 'string') {
    return (
      '"' +
      value.replace(/[^ !#-[\]-~]/g, (unit) => '\\u' + unit.charCodeAt(0).toString(16).padStart(4, '0')) +
      '"'
    );
  }
  if (Array.isArray(value)) return '[' + value.map((item) => encode(item)).join(',') + ']';
  if (value && typeof value === 'object') {
    return (
      '{' +
      Object.keys(value)
        .map((key) => encode(key) + ':' + encode(value[key]))
        .join(',') +
      '}'
    );
  }
  return value === undefined ? 'null' : String(value);
}
