//! JSON Schema, as far as the published schemas of the CVE programme use it: types, required and closed objects,
//! lists, choices, references within the document. Of patterns only the beginning is looked at, where it is plain
//! (`^x_`, `^en`), and formats are not.

use serde_json::Value;

/// What is wrong with a value, each with its place; empty: it fits.
#[must_use]
pub fn wrong(schema: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    Checker { root: schema }.check(schema, value, "", &mut found);
    found
}

struct Checker<'a> {
    root: &'a Value,
}

fn is_type(name: &str, value: &Value) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        _ => false,
    }
}

impl Checker<'_> {
    fn fits(&self, schema: &Value, value: &Value) -> bool {
        let mut found = Vec::new();
        self.check(schema, value, "", &mut found);
        found.is_empty()
    }

    fn check(&self, schema: &Value, value: &Value, place: &str, found: &mut Vec<String>) {
        if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
            match name.strip_prefix('#').and_then(|pointer| self.root.pointer(pointer)) {
                Some(target) => self.check(target, value, place, found),
                None => found.push(format!("{place}: {name} is not in the schema")),
            }
            return;
        }
        let types = match schema.get("type") {
            Some(Value::String(name)) => vec![name.as_str()],
            Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        if !types.is_empty() && !types.iter().any(|name| is_type(name, value)) {
            found.push(format!("{place}: it is not of type {types:?}"));
            return;
        }
        if schema.get("const").is_some_and(|only| only != value) {
            found.push(format!("{place}: it is another constant"));
        }
        if let Some(choices) = schema.get("enum").and_then(Value::as_array)
            && !choices.contains(value)
        {
            found.push(format!("{place}: {value} is none of the choices"));
        }
        let schemas = |name: &str| schema.get(name).and_then(Value::as_array);
        for part in schemas("allOf").into_iter().flatten() {
            self.check(part, value, place, found);
        }
        if let Some(any) = schemas("anyOf")
            && !any.iter().any(|part| self.fits(part, value))
        {
            found.push(format!("{place}: it is none of what is possible"));
        }
        if let Some(one) = schemas("oneOf")
            && one.iter().filter(|part| self.fits(part, value)).count() != 1
        {
            found.push(format!("{place}: it is not exactly one of what is possible"));
        }
        let limit = |name: &str| schema.get(name).and_then(Value::as_u64);
        if let Some(text) = value.as_str() {
            let pattern = schema.get("pattern").and_then(Value::as_str).unwrap_or_default();
            let plain = ["x_", "en"].into_iter().find(|begin| {
                pattern.strip_prefix('^').is_some_and(|pattern| pattern.starts_with(begin))
            });
            if plain.is_some_and(|begin| !text.starts_with(begin)) {
                found.push(format!("{place}: it does not fit {pattern}"));
            }
            let length = text.chars().count() as u64;
            if limit("minLength").is_some_and(|least| length < least)
                || limit("maxLength").is_some_and(|most| length > most)
            {
                found.push(format!("{place}: its length is {length}"));
            }
        }
        if let Some(items) = value.as_array() {
            let count = items.len() as u64;
            if limit("minItems").is_some_and(|least| count < least)
                || limit("maxItems").is_some_and(|most| count > most)
            {
                found.push(format!("{place}: it has {count} items"));
            }
            let twice = items
                .iter()
                .enumerate()
                .any(|(n, item)| items.iter().skip(n + 1).any(|other| other == item));
            if schema.get("uniqueItems") == Some(&Value::Bool(true)) && twice {
                found.push(format!("{place}: an item is there twice"));
            }
            if let Some(wanted) = schema.get("contains")
                && !items.iter().any(|item| self.fits(wanted, item))
            {
                found.push(format!("{place}: no item is as one has to be"));
            }
            if let Some(each) = schema.get("items").filter(|each| each.is_object()) {
                for (number, item) in items.iter().enumerate() {
                    self.check(each, item, &format!("{place}/{number}"), found);
                }
            }
        }
        let Some(object) = value.as_object() else { return };
        let members = object.len() as u64;
        if limit("minProperties").is_some_and(|least| members < least)
            || limit("maxProperties").is_some_and(|most| members > most)
        {
            found.push(format!("{place}: it has {members} members"));
        }
        for name in schemas("required").into_iter().flatten().filter_map(Value::as_str) {
            if !object.contains_key(name) {
                found.push(format!("{place}: {name} is missing"));
            }
        }
        let properties = schema.get("properties");
        let extensions = schema.get("patternProperties").and_then(|all| all.get("^x_[^.]*$"));
        for (name, member) in object {
            let place = format!("{place}/{name}");
            match properties.and_then(|all| all.get(name)) {
                Some(part) => self.check(part, member, &place, found),
                None if extensions.is_some() && name.starts_with("x_") => {}
                None => match schema.get("additionalProperties") {
                    Some(Value::Bool(false)) => found.push(format!("{place}: it is not known")),
                    Some(part @ Value::Object(_)) => self.check(part, member, &place, found),
                    _ => {}
                },
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::wrong;

    #[test]
    fn a_value_that_does_not_fit_is_told_with_its_place() {
        let schema = json!({
            "type": "object", "required": ["a"], "additionalProperties": false,
            "properties": { "a": { "$ref": "#/definitions/list" }, "b": { "enum": [1, 2] } },
            "patternProperties": { "^x_[^.]*$": {} },
            "definitions": { "list": { "type": "array", "minItems": 1, "items": { "type": "string" } } },
        });
        assert_eq!(wrong(&schema, &json!({ "a": ["x"], "b": 2, "x_own": {} })), [""; 0]);
        for (bad, place) in [
            (json!({}), "a is missing"),
            (json!({ "a": [] }), "/a"),
            (json!({ "a": ["x", 1] }), "/a/1"),
            (json!({ "a": ["x"], "b": 3 }), "/b"),
            (json!({ "a": ["x"], "c": 3 }), "/c"),
        ] {
            let found = wrong(&schema, &bad);
            assert!(found.len() == 1 && found[0].contains(place), "{bad}: {found:?}");
        }
    }
}
