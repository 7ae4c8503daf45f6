//! Whether an answer is what the OpenAPI document says: a reader of the part of JSON Schema we write.

use axum::http::Method;
use serde_json::Value;

use super::house::Answer;

pub(super) fn document() -> Value {
    serde_json::from_str(&crate::api::openapi()).unwrap()
}

/// Fails unless the answer is documented. Addresses and methods that do not exist must be problems.
pub(super) fn check(method: &Method, path: &str, answer: &Answer) {
    assert!(!answer.headers.contains_key("set-cookie"), "the API never sets a cookie");
    assert_eq!(answer.header("cache-control"), "no-store", "{method} {path}");
    let document = document();
    let verb = method.as_str().to_ascii_lowercase();
    let path = path.split('?').next().unwrap();
    let templates = document["paths"].as_object().unwrap();
    // A fixed address wins over one with a variable part.
    let mut fitting: Vec<_> = templates.iter().filter(|(known, _)| fits(known, path)).collect();
    fitting.sort_by_key(|(known, _)| known.matches('{').count());
    let operation = fitting.first().map(|(_, item)| &item[verb.as_str()]);
    let status = answer.status.as_u16();
    let Some(operation) = operation.filter(|operation| operation.is_object()) else {
        assert!(matches!(status, 404 | 405), "{method} {path} is not documented: {status}");
        return valid(&document, &reference("Problem"), &answer.json(), "problem");
    };
    let response = &operation["responses"][status.to_string()];
    assert!(response.is_object(), "{method} {path} does not document {status}: {}", answer.text());
    let Some(content) = response["content"].as_object() else {
        assert!(answer.body.is_empty(), "{method} {path} {status} documents no body");
        return;
    };
    let kind = answer.header("content-type").split(';').next().unwrap_or_default();
    let Some(media) = content.get(kind) else {
        panic!("{method} {path} {status} does not document {kind:?}");
    };
    if kind.ends_with("json") {
        valid(&document, &media["schema"], &answer.json(), &format!("{method} {path} {status}"));
        if status >= 400 {
            assert_eq!(answer.json()["status"], status);
        }
    }
}

fn reference(name: &str) -> Value {
    serde_json::json!({"$ref": format!("#/components/schemas/{name}")})
}

fn fits(template: &str, path: &str) -> bool {
    let (known, given): (Vec<_>, Vec<_>) =
        (template.split('/').collect(), path.split('/').collect());
    known.len() == given.len()
        && known
            .iter()
            .zip(&given)
            .all(|(known, given)| known == given || (known.starts_with('{') && !given.is_empty()))
}

/// Fails unless a value is of a schema, and unless the schema names every member that is there.
fn valid(document: &Value, schema: &Value, value: &Value, place: &str) {
    if let Some(name) = schema["$ref"].as_str() {
        let pointer = name.trim_start_matches('#');
        let target = document.pointer(pointer).unwrap_or_else(|| panic!("no {name}"));
        return valid(document, target, value, place);
    }
    if let Some(choices) = schema["oneOf"].as_array() {
        if value.is_null() {
            assert!(choices.iter().any(|choice| choice["type"] == "null"), "{place} is null");
            return;
        }
        let real: Vec<_> = choices.iter().filter(|choice| choice["type"] != "null").collect();
        assert_eq!(real.len(), 1, "{place}: answers have no unions but with null");
        return valid(document, real[0], value, place);
    }
    let types: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(many) => many.iter().filter_map(Value::as_str).collect(),
        _ => return,
    };
    let is = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_u64() || number.is_i64() => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    assert!(types.contains(&is), "{place} is {is} and should be {types:?}");
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                valid(document, &schema["items"], item, &format!("{place}[{index}]"));
            }
        }
        Value::Object(members) => {
            let Some(properties) = schema["properties"].as_object() else { return };
            for required in schema["required"].as_array().into_iter().flatten() {
                let name = required.as_str().unwrap();
                assert!(members.contains_key(name), "{place} lacks {name}");
            }
            for (name, member) in members {
                let Some(schema) = properties.get(name) else {
                    panic!("{place} has {name}, which is not documented");
                };
                valid(document, schema, member, &format!("{place}.{name}"));
            }
        }
        _ => {}
    }
}
