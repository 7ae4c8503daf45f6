//! The document: committed as it is made, and the same as the router.

use std::collections::BTreeSet;
use std::path::Path;

use axum::body::Body;
use axum::http::Method;

use super::conforms::document;
use super::house::House;
use crate::api::ROUTES;

#[test]
fn the_committed_openapi_document_is_the_one_we_serve() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/openapi.json");
    expect_test::expect_file![path].assert_eq(&format!("{}\n", crate::api::openapi()));
}

#[test]
fn the_document_has_every_route_of_the_router_and_no_other() {
    let document = document();
    assert_eq!(document["openapi"], "3.1.0");
    let documented: BTreeSet<(String, String)> = document["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, item)| {
            item.as_object().unwrap().keys().map(|method| (method.clone(), path.clone()))
        })
        .collect();
    let served: BTreeSet<(String, String)> =
        ROUTES.iter().map(|(method, path)| ((*method).to_owned(), (*path).to_owned())).collect();
    assert_eq!(documented, served);
}

#[test]
fn every_operation_has_a_name_a_summary_and_a_place() {
    let document = document();
    let mut names = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let name = operation["operationId"].as_str().unwrap();
            assert!(names.insert(name.to_owned()), "{name} comes twice");
            assert!(operation["summary"].is_string(), "{method} {path} says nothing of itself");
            assert_eq!(operation["tags"].as_array().unwrap().len(), 1, "{method} {path}");
        }
    }
}

#[tokio::test]
async fn every_route_answers_to_its_method_and_refuses_the_others_as_a_problem() {
    let house = House::open().await;
    for path in ROUTES.iter().map(|(_, path)| *path).collect::<BTreeSet<_>>() {
        let own: Vec<String> = ROUTES
            .iter()
            .filter(|(_, known)| *known == path)
            .map(|(method, _)| method.to_ascii_uppercase())
            .collect();
        let address = path
            .replace("{program}", "nowhere")
            .replace("{handle}", "K7Q2-M4XD")
            .replace(['{', '}'], "");
        for method in [Method::GET, Method::POST, Method::PUT, Method::DELETE, Method::PATCH] {
            let answer = house.send(method.clone(), &address, &[], Body::empty()).await;
            let is_served = own.iter().any(|known| *known == method.as_str());
            assert_eq!(answer.status == 405, !is_served, "{method} {path}: {}", answer.status);
            if !is_served {
                assert_eq!(answer.code(), "method-not-allowed");
                for known in &own {
                    assert!(answer.header("allow").contains(known.as_str()), "{path}");
                }
            }
        }
    }
}

#[tokio::test]
async fn the_document_is_served() {
    let house = House::open().await;
    let answer = house.get("/openapi.json", &[]).await;
    assert_eq!(answer.text(), crate::api::openapi());
}
